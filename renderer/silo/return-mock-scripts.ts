import type { Door } from '../../src/contract/station/place-views.ts';
import type { PaperState, ReturnGoods, ReturnIdle, ReturnRefusal } from '../../src/contract/station/return-views.ts';
import { done, err } from '../../src/kernel/result.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';
import type { ReturnState, ReturnStateOf } from './return-state.ts';

/** What a station answers to somebody who brings something back. */
export const returnAnswers: NonNullable<MockAnswers['returns']> = {
  begin: () => done,
  enterPin: () => err({ kind: 'refused' }),
  chooseOrder: () => done,
  setQuantity: () => done,
  setReason: () => done,
  setPieces: () => done,
  next: () => done,
  back: () => done,
  setSize: () => done,
  setEmail: () => done,
  open: () => err({ kind: 'doors-unreachable' }),
  retry: () => done,
  change: () => done,
  answer: () => done,
  print: () => done,
  extend: () => done,
  end: () => done,
};

/** One scene for each state of a return. `scene` puts a state into a silo's view. */
export function returnScripts(scene: (state: ReturnState) => MockScript, doorAt: (number: number) => Door): MockScripts {
  const door = doorAt(14);
  const size = (changes: Partial<ReturnStateOf<'return-size'>> = {}): MockScript =>
    scene({
      kind: 'return-size',
      idle: idle(),
      size: 'M',
      proposed: 'M',
      gives: 'M',
      sizes: ['S', 'M', 'L'],
      free: ['S', 'M', 'L'],
      unlooked: false,
      pieces: 3,
      because: null,
      receiptTo: 'order',
      ...changes,
    });
  const open = (changes: Partial<ReturnStateOf<'return-open'>> = {}): MockScript =>
    scene({ kind: 'return-open', door, openedAt: Date.now() - 4000, reminders: 0, seen: true, confirmed: false, ...changes });
  const stuck = (changes: Partial<ReturnStateOf<'return-stuck'>> = {}): MockScript =>
    scene({ kind: 'return-stuck', door, why: 'stuck', canRetry: true, canChange: true, idle: idle(), ...changes });
  const unsure = (why: ReturnStateOf<'return-unsure'>['why']) => (): MockScript => scene({ kind: 'return-unsure', door, why, until: Date.now() + 28_000 });
  return {
    'return-identify': () => scene({ kind: 'return-identify', idle: idle() }),
    'return-identify-ending': () => scene({ kind: 'return-identify', idle: idle(12_000) }),
    'return-checking': () => scene({ kind: 'return-checking' }),
    ...refusals(scene),
    'return-wait': () => scene({ kind: 'return-wait', idle: idle(), until: Date.now() + 47_000 }),
    'return-which': () => scene({ kind: 'return-which', idle: idle(), orders: [...orders] }),
    'return-goods': () => scene({ kind: 'return-goods', idle: idle(), number: 'K1-00042-7', goods: [{ ...shirt, quantity: 0, reason: null }, shoes, coat] }),
    'return-goods-chosen': () => scene({ kind: 'return-goods', idle: idle(), number: 'K1-00042-7', goods: [shirt, { ...shoes, quantity: 1 }, coat] }),
    'return-reason': () => scene({ kind: 'return-reason', idle: idle(), goods: shirt, at: 1, of: 2 }),
    'return-pieces': () => scene({ kind: 'return-pieces', idle: idle(), pieces: 2 }),
    'return-size': () => size(),
    'return-size-typed': () => size({ receiptTo: 'typed' }),
    'return-size-larger': () => size({ gives: 'L', free: ['S', 'L'] }),
    'return-size-none': () => size({ size: 'L', gives: null, free: ['S', 'M'] }),
    'return-size-full': () => size({ gives: null, free: [] }),
    'return-size-unlooked': () => size({ gives: null, free: [], unlooked: true }),
    'return-size-not-empty': () => size({ because: { why: 'not-empty', door } }),
    'return-size-did-not-open': () => size({ because: { why: 'did-not-open', door } }),
    'return-opening': () => scene({ kind: 'return-opening', door }),
    'return-open': () => open(),
    'return-open-reminded': () => open({ reminders: 2 }),
    'return-open-unseen': () => open({ seen: false }),
    'return-open-confirmed': () => open({ confirmed: true }),
    'return-ask': () => scene({ kind: 'return-ask', idle: idle(), door }),
    'return-stuck': () => stuck(),
    'return-stuck-ending': () => stuck({ idle: idle(12_000) }),
    'return-stuck-unseen': () => stuck({ why: 'unseen', canRetry: false }),
    'return-stuck-silent': () => stuck({ why: 'silent', canRetry: false }),
    'return-done': () => scene(finished(door, 'printed')),
    'return-done-printing': () => scene(finished(door, 'printing')),
    'return-done-no-printer': () => scene(finished(door, 'no-printer')),
    'return-done-paper-out': () => scene({ ...finished(door, 'paper-out'), receiptTo: 'typed' }),
    'return-nothing': () => scene({ kind: 'return-nothing', door, until: Date.now() + 28_000 }),
    'return-unsure-no-answer': unsure('no-answer'),
    'return-unsure-restart': unsure('restart'),
    'return-unsure-unseen': unsure('unseen'),
  };
}

const shirt: ReturnGoods = {
  sku: 'CAM-M',
  title: 'Camisa de lino con cuello mao',
  size: 'M',
  colour: 'Azul',
  picture: { kind: 'drawing', garment: 'shirt', colour: '#2f4a7d', pattern: 'stripes' },
  max: 2,
  quantity: 2,
  reason: 'size',
};
const shoes: ReturnGoods = {
  ...shirt,
  sku: 'ZAP-42',
  title: 'Zapato de piel',
  size: '42',
  colour: 'Marrón',
  picture: { kind: 'drawing', garment: 'shoes', colour: '#6b4226', pattern: 'leather' },
  max: 1,
  quantity: 0,
  reason: null,
};
const coat: ReturnGoods = {
  ...shoes,
  sku: 'ABR-L',
  title: 'Abrigo de lana',
  size: 'L',
  colour: null,
  picture: { kind: 'drawing', garment: 'coat', colour: '#39424e', pattern: 'plain' },
};

const orders = [
  { orderId: '018f0000-0000-7000-8000-000000000001', number: 'K1-00042-7', titles: ['Camisa de lino', 'Zapato de piel'], pieces: 3 },
  { orderId: '018f0000-0000-7000-8000-000000000002', number: 'K1-00057-P', titles: ['Abrigo de lana'], pieces: 1 },
];

const refusalKinds: readonly ReturnRefusal[] = [
  'unreadable',
  'product-code',
  'not-valid',
  'delegate',
  'needs-pin',
  'not-collected',
  'too-late',
  'all-returned',
  'not-taking',
];

function refusals(scene: (state: ReturnState) => MockScript): MockScripts {
  const until = Date.UTC(2025, 9, 3, 18);
  return Object.fromEntries(
    refusalKinds.map((reason) => {
      const late = reason === 'too-late' ? { until, days: 30 } : { until: null, days: null };
      return [`return-refused-${reason}`, () => scene({ kind: 'return-refused', idle: idle(), reason, ...late })];
    }),
  );
}

function finished(door: Door, paper: PaperState): ReturnStateOf<'return-done'> {
  const text = { kind: 'text', align: 'centre', size: 'normal', bold: false } as const;
  return {
    kind: 'return-done',
    door,
    receipt: 'R-7K3M-9QRX',
    document: {
      title: 'Resguardo de devolución R-7K3M-9QRX',
      blocks: [
        { ...text, text: 'Pasillo · Gran Vía', size: 'large', bold: true },
        { ...text, text: 'Resguardo de devolución' },
        { ...text, text: 'R-7K3M-9QRX', size: 'huge', bold: true },
        { kind: 'pair', left: 'Pedido', right: 'K1-00042-7', bold: true },
        { kind: 'rule' },
        { ...text, text: '2 x Camisa de lino con cuello mao', align: 'left' },
        { kind: 'pair', left: 'Prendas', right: '2', bold: true },
      ],
    },
    paper,
    receiptTo: 'order',
    until: Date.now() + 58_000,
  };
}

function idle(leftMs = 80_000): ReturnIdle {
  const endsAt = Date.now() + leftMs;
  return { warnAt: endsAt - 20_000, endsAt, extensionsLeft: 9 };
}
