/** A test that proves something of an item: in this file, with these words in its name. */
export interface Proof {
  readonly file: string;
  readonly name: string;
}

/** One line of the accessibility checklist. */
export interface Item {
  readonly id: string;
  readonly asks: string;
  /** All of them have to be there and to pass. None: nothing proves it yet. */
  readonly proofs: readonly Proof[];
  /** What a person has to measure at the real machine; never called passed by a program. */
  readonly byHand?: string;
  /** Why nothing can be tested. */
  readonly notApplicable?: string;
}

const screens: readonly Proof[] = ['kiosk', 'silo', 'staff'].map((area) => ({
  file: `test/e2e/${area}-screens.test.ts`,
  name: 'are accessible, fit and can be touched',
}));
const phones: Proof = { file: 'test/e2e/phone-page.test.ts', name: 'is accessible, and fits' };
const everyone = (name: string): Proof => ({ file: 'test/e2e/for-everyone.test.ts', name });
const shopper = (name: string): Proof => ({ file: 'test/e2e/flows/shopper.test.ts', name });
const byEar = (name: string): Proof => ({ file: 'test/e2e/spoken-screens.test.ts', name });
const blind = (name: string): Proof => ({ file: 'test/e2e/flows/spoken.test.ts', name });
const kiosk = (name: string): Proof => ({ file: 'test/e2e/kiosk-screens.test.ts', name });
const sessions = (name: string): Proof => ({ file: 'test/src/core/sessions/session-machine.test.ts', name });
const stationKiosk = (file: 'kiosk' | 'phone-pay' | 'print-slips', name: string): Proof => ({ file: `test/src/station/app/kiosk/${file}.test.ts`, name });
const speech = (file: 'queue' | 'said', name: string): Proof => ({ file: `test/renderer/speech/${file}.test.ts`, name });

/** The checklist of the reliability specification: EN 301 549, WCAG 2.2 AA, and the project's own lines. */
export const checklist: readonly Item[] = [
  {
    id: 'A-01',
    asks: 'Every journey works by ear alone, and starts without sight',
    proofs: [
      blind('hides the screen, finds a piece, orders it for the lockers and hears its number'),
      blind('finds their order by the number that they heard, and withdraws from it'),
      blind('opens their door with short code and PIN, and hears where it is'),
      blind('brings a piece back'),
      blind('takes two parcels with one code'),
      blind('collects for another'),
      blind('scans a label, searches and narrows'),
      blind('claims for what they took home'),
      blind('the sound of speech comes from the station’s program'),
    ],
    byHand: 'a person who cannot see, once for each release',
  },
  { id: 'A-02', asks: 'Speech is interrupted by any key, repeated on request, replaced by what is newer', proofs: [speech('queue', 'A-02')] },
  { id: 'A-03', asks: 'PIN and personal data are spoken to a headset only', proofs: [speech('said', 'A-03'), byEar('A-03')] },
  {
    id: 'A-04',
    asks: 'Volume is set without sight, and back at its beginning after every use',
    proofs: [speech('said', 'A-04'), byEar('A-04')],
    byHand: '65 dBA at the listener’s ear, measured',
  },
  {
    id: 'A-05',
    asks: 'What is spoken is in the language of the screen, made on the device',
    proofs: [
      { file: 'test/renderer/silo/spoken.test.ts', name: 'each language in its own words' },
      { file: 'test/src/station/devices/speech/real-espeak.test.ts', name: 'speaks each of our languages' },
      byEar('A-05'),
    ],
  },
  {
    id: 'A-06',
    asks: 'Errors and the receipt are spoken',
    proofs: [
      { file: 'test/renderer/silo/spoken.test.ts', name: 'receipt’s number' },
      byEar('A-06 say what went wrong'),
      byEar('A-06 say all of the receipt'),
      byEar('A-06 say a step'),
      byEar('A-06 say time'),
      byEar('A-06 say how to pay'),
      blind('hears that the door is stuck'),
      blind('hears what to say at the till'),
    ],
  },
  {
    id: 'A-07',
    asks: 'Where the door is is spoken and shown',
    proofs: [
      { file: 'test/renderer/silo/spoken.test.ts', name: 'tells which door and where it is' },
      { file: 'test/renderer/silo/spoken.test.ts', name: 'which of several parcels' },
      blind('hears which door each time'),
      blind('hears where it is'),
    ],
  },
  {
    id: 'A-08',
    asks: 'All of it with five keys, and the focus is never trapped',
    proofs: [...screens, shopper('with five keys and no touch')],
    byHand: 'five keys and twelve with a dot on the 5, at the machine',
  },
  {
    id: 'A-09',
    asks: 'The focus is seen, 3:1, in reading order',
    proofs: [
      { file: 'test/renderer/ui/tokens.test.ts', name: 'shows the edge --focus' },
      everyone('the focus is seen wherever it goes'),
      everyone('the focus is shown by a ring'),
      everyone('the focus goes in reading order'),
    ],
  },
  {
    id: 'A-10',
    asks: 'What is touched is 48 px and more, 8 px apart',
    proofs: [...screens, everyone('stands apart from its neighbours')],
    byHand: '15 mm on the panel that is bought',
  },
  {
    id: 'A-11',
    asks: 'A warning 20 s before time is over, seen, heard and spoken, one action extends it, ten times; the limit can be switched off',
    proofs: [
      sessions('is extended ten times by the answer to the warning'),
      sessions('the limit is switched off'),
      stationKiosk('kiosk', 'comes by itself when the shopper walks away, after a warning'),
      stationKiosk('kiosk', 'asks with a line 40 s before it, and with the warning 20 s before it'),
      stationKiosk('kiosk', 'does not come without a limit'),
      stationKiosk('phone-pay', 'no line, no warning and no cover while somebody pays'),
      stationKiosk('print-slips', 'waits for the paper without ending the session'),
      kiosk('goes on after the idle warning with one button, ten times'),
      kiosk('by a warning with a sound'),
      kiosk('switches the time limit off for their session'),
      byEar('A-11'),
      { file: 'test/e2e/silo-screens.test.ts', name: 'is asked before a code that they type is forgotten' },
      { file: 'test/src/core/returns/return-step.test.ts', name: 'stands still while a door moves or is open' },
      { file: 'test/src/core/returns/return-step.test.ts', name: 'can be put off ten times' },
      { file: 'test/src/station/app/silo/silo-front.test.ts', name: 'has no end to be put off while a door moves, and ten times more time' },
    ],
  },
  { id: 'A-12', asks: 'A door waits for slow hands', proofs: [{ file: 'test/flows/collect-doors.test.ts', name: 'a quarter of an hour at their door' }] },
  {
    id: 'A-13',
    asks: 'Contrast: words 7:1, edges 3:1, in each look and in high contrast',
    proofs: [{ file: 'test/renderer/ui/tokens.test.ts', name: 'so that everybody can read it' }, ...screens],
  },
  {
    id: 'A-14',
    asks: 'Words twice as large lose nothing and scroll one way only',
    proofs: [...screens, phones, everyone('capital letters are tall enough')],
    byHand: 'the panel’s own pixels per millimetre',
  },
  {
    id: 'A-15',
    asks: 'All that is touched can be moved low, and low doors are given to who asks',
    proofs: [
      everyone('moves to the lower half'),
      everyone('nothing is cut off in that half'),
      { file: 'test/flows/low-door.test.ts', name: 'who asks for a low door' },
    ],
    byHand: '380 to 1220 mm above the floor, where it is mounted',
  },
  { id: 'A-16', asks: 'A single tap does everything, when the finger is lifted', proofs: [{ file: 'test/renderer/ui/one-tap.test.ts', name: '' }] },
  {
    id: 'A-17',
    asks: 'No PIN has to be remembered: code or badge do as well',
    proofs: [
      { file: 'test/flows/collect.test.ts', name: 'loads, opens for the code' },
      { file: 'test/e2e/code-reading.test.ts', name: 'reads an LK1 code' },
    ],
  },
  {
    id: 'A-18',
    asks: 'Nothing is typed twice',
    proofs: [
      kiosk('a reload loses nothing'),
      kiosk('keeps what was typed through every change of mind'),
      shopper('types nothing but a coupon'),
      blind('finds their order by the number that they heard'),
    ],
  },
  { id: 'A-19', asks: 'Help is in the same place on every screen', proofs: [everyone('help is in the same place')] },
  {
    id: 'A-20',
    asks: 'The page says its language, and offers the others in their own words',
    proofs: [...screens, { file: 'test/e2e/kiosk-screens.test.ts', name: 'starts in the language that they choose' }],
  },
  {
    id: 'A-21',
    asks: 'What changes by itself is announced, and every sound has something to see',
    proofs: [
      everyone('what changes by itself is announced'),
      { file: 'test/renderer/silo/spoken.test.ts', name: 'each language in its own words' },
      { file: 'test/renderer/ui/sounds.test.ts', name: '' },
      kiosk('by a warning with a sound'),
      byEar('A-11 A-21'),
    ],
  },
  { id: 'A-22', asks: 'Nothing moves for who wants rest, and nothing flashes', proofs: [{ file: 'test/renderer/ui/motion.test.ts', name: '' }] },
  {
    id: 'A-23',
    asks: 'What somebody chose ends with their session',
    proofs: [
      everyone('what somebody chose for themselves is gone'),
      sessions('is the next shopper’s own again'),
      kiosk('switches the time limit off for their session'),
      byEar('A-04 A-23'),
      { file: 'test/e2e/silo-screens.test.ts', name: 'leaves nothing of their language and typing' },
    ],
  },
  { id: 'A-24', asks: 'Help for a disability is switched on without needing it', proofs: [everyone('switched on from the first screen'), byEar('A-24')] },
  { id: 'A-25', asks: 'Biometrics are never the only way', proofs: [], notApplicable: 'the product reads no biometrics' },
];
