import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryWire, type MemoryWire } from '../../hardware/link/memory.ts';
import { openDevices } from '../../hardware/open-devices.ts';
import { ScannerSimulator } from '../../hardware/simulator/scanner-simulator.ts';
import { decodeBase45, encodeBase45 } from '../../src/contract/pass/base45.ts';
import { encodePassBody, passMessage } from '../../src/contract/pass/lk1.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { readCode } from '../../src/station/app/silo/judge-code.ts';
import { createTrustedClock } from '../../src/station/app/silo/trusted-clock.ts';
import { nodeSecrets } from '../../src/station/secrets/node-secrets.ts';
import { seededKey } from '../support/ed25519.ts';
import { giveKeys, issuingKeyOf } from '../support/key-bundle.ts';
import { writeTables } from '../support/store.ts';
import { closeDoor, codeOfPass, storeParcel } from './support/collecting.ts';
import { codeOf, hubKey, identity, passBody, passIdOf, pinOf, shortCodeOf, START } from './support/shop.ts';
import { TestStation, type TestStationOptions } from './support/test-station.ts';

/** Every line of the list of hostile readings, at a whole station: nothing opens, nothing falls over, one line in the audit each. */
let shop: TestStation;
afterEach(() => shop.close());

const GOOD = codeOfPass(1);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

/** A station with a parcel for pass 1 behind door 3, and one for pass 2 behind door 5. */
async function open(options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
  storeParcel(shop, { n: 1, door: 3, pass: 1 });
  storeParcel(shop, { n: 2, door: 5, pass: 2 });
}

/** Shows readings one after the other, and answers with what stands in the audit of each. */
async function show(readings: readonly string[]): Promise<readonly (readonly string[])[]> {
  const written: (readonly string[])[] = [];
  for (const reading of readings) {
    const before = shop.store.read.auditHead().seq;
    await shop.scan(reading);
    written.push(shop.audit(before));
  }
  return written;
}

/** Each is refused for this reason with one line, no door moved, and three seconds later the next person's code opens. */
async function refusesEach(readings: readonly string[], reason: string): Promise<void> {
  const pulses = shop.pulses.length;
  const written = await show(readings);
  expect(written.map((lines, at) => [readings[at]?.slice(0, 40), ...lines])).toEqual(
    readings.map((reading) => [reading.slice(0, 40), `pass.refused ${reason}`]),
  );
  expect(shop.pulses.length).toBe(pulses);
  await opensAgain();
}

async function opensAgain(): Promise<void> {
  const pulses = shop.pulses.length;
  await shop.advance(2400);
  expect(await shop.scan(GOOD)).toBe('ok');
  await shop.advance(1000);
  expect([shop.silo.kind, shop.pulses.length]).toEqual(['open', pulses + 1]);
}

describe('hostile readings', () => {
  it('Q-01: of every wrong length, from nothing to the most that a symbol holds', async () => {
    await open();
    await refusesEach(['', 'L', ...[511, 512, 513, 2048].map((length) => 'A'.repeat(length)), '1'.repeat(7089), `${GOOD}${'0'.repeat(2953)}`], 'R_FORMAT');
  });

  it('Q-02: of every byte, NUL inside, byte order marks, UTF-16', async () => {
    await open();
    const every = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
    const wide = [...GOOD].map((character) => `${character}\0`).join('');
    await refusesEach([every, `${GOOD.slice(0, 80)}\0${GOOD.slice(80)}`, `${GOOD}\0`, `\u00ef\u00bb\u00bf${GOOD}`, `\ufeff${GOOD}`, wide], 'R_FORMAT');
  });

  it('Q-03: with control characters, escape sequences, line ends and function characters inside', async () => {
    await open();
    const inside = ['\u001b[2J', '\u0003', '\u0004', '\r\n', '\t', '\u001d', '\u00e8', '\u007f'];
    await refusesEach([...inside.map((text) => `${GOOD.slice(0, 60)}${text}${GOOD.slice(60)}`), ...inside.map((text) => `${GOOD}${text}`)], 'R_FORMAT');
  });

  it('Q-04: with symbology identifiers and ECI designators before them', async () => {
    await open();
    await refusesEach([`]Q2\\000026${GOOD}`, `]Q1${GOOD}`, `]C1${GOOD}`, `\\000026${GOOD}`, `\\\\000003${GOOD}`], 'R_FORMAT');
  });

  it('Q-05: that are parts of one code, which are never put together', async () => {
    await open();
    const parts = Array.from({ length: 16 }, (_, part) => GOOD.slice(part * 10, part === 15 ? undefined : part * 10 + 10));
    await refusesEach(parts, 'R_FORMAT');
  });

  it('Q-06: that are addresses, scripts, networks and business cards', async () => {
    await open();
    const links = [
      'https://example.org/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,<script>',
      'tel:112',
      'WIFI:T:WPA;S:a;P:b;;',
      'BEGIN:VCARD',
    ];
    await refusesEach(links, 'R_FORMAT');
    expect(JSON.stringify(shop.station.screens.silo.current())).not.toMatch(/example\.org|javascript|passwd/);
  });

  it('Q-07: that talk to databases, shells, folders, objects and formats', async () => {
    await open();
    const talk = ["' OR 1=1--", "'; DROP TABLE pass;--", '$(reboot)', '`id`', '../../etc/passwd', '{"__proto__":{"a":1}}', '%n%n%n%s', '\u0000%00'];
    await refusesEach([...talk, ...talk.map((text) => `LK1:${text}`)], 'R_FORMAT');
  });

  it('Q-08: that only look like the code: other case, other letters, marks that nobody sees', async () => {
    await open();
    const looks = [
      GOOD.toLowerCase(),
      GOOD.replaceAll('A', '\u0410'),
      GOOD.replaceAll('1', '\uff11'),
      `\u202e${GOOD}`,
      `${GOOD}\u200b`,
      `\u{1f600}${GOOD}`,
      ` ${GOOD}`,
    ];
    await refusesEach(looks, 'R_FORMAT');
  });

  it('Q-09: with one of the 784 bits of a good code flipped', async () => {
    await open();
    const parts = {
      store: shop.store,
      trusted: createTrustedClock({ store: shop.store, clock: shop.clock, logger: silentLogger }),
      secrets: nodeSecrets(),
      identity: () => ({ tenantId: identity.tenantId as TenantId, bank: identity.bank }),
    };
    const bytes = expectOk(decodeBase45(GOOD.slice(4)), 'the code');
    const flip = (bit: number) => {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return `LK1:${encodeBase45(flipped)}`;
    };
    const judged = Array.from({ length: 784 }, (_, bit) => readCode(parts, flip(bit)));
    parts.trusted.close();
    expect(judged.filter((outcome) => outcome.ok)).toEqual([]);
    const kinds = new Set(judged.map((outcome) => (outcome.ok ? 'opens' : outcome.error.kind)));
    expect([...kinds].sort()).toEqual(['R_FORMAT', 'R_KEY', 'R_SIG']);
    await refusesEach([flip(68 * 8), flip(783)], 'R_SIG');
  });

  it('Q-10: in Base45 that is not canonical, or with something behind it', async () => {
    await open();
    const group = (text: string) => `${GOOD.slice(0, 4)}${text}${GOOD.slice(7)}`;
    await refusesEach([group(':::'), group('GGW'), group('ZZZ'), `${GOOD}0`, GOOD.slice(0, -1), `${GOOD}.`, `${GOOD}.1234567`, `${GOOD}.12345678`], 'R_FORMAT');
  });

  it('Q-12: one good code a hundred times within a second, from two readers at once, is one opening', async () => {
    await open();
    await shop.advance(600);
    const outcomes: boolean[] = [];
    for (let time = 0; time < 100; time++) {
      outcomes.push((await shop.station.intents.silo.scan({ code: GOOD, source: 'camera' })).ok);
      shop.scanOnPort(bytesOf(GOOD));
      await shop.advance(10);
    }
    await shop.advance(1000);
    expect([outcomes.filter(Boolean).length >= 1, shop.pulses.length, shop.store.read.liveIntents().length]).toEqual([true, 1, 1]);
    expect(shop.audit().filter((line) => line.startsWith('pass.'))).toEqual(['pass.accepted']);
  });

  it('Q-13: a good code whose parcel was collected', async () => {
    await open();
    expect(await shop.scan(GOOD)).toBe('ok');
    await shop.advance(1000);
    const row = shop.store.read.compartments().find((compartment) => compartment.number === 3);
    if (row === undefined) throw new Error('no door 3');
    await closeDoor(shop, { address: { board: row.board, lock: row.lock } });
    await shop.advance(700_000);
    const pulses = shop.pulses.length;
    expect(await show([GOOD])).toEqual([['pass.refused R_STATE']]);
    expect([shop.pulses.length, shop.silo]).toMatchObject([pulses, { kind: 'refused', reason: 'not-valid' }]);
  });

  it('Q-14: with signatures at the edges of Ed25519', async () => {
    await open();
    const body = encodePassBody(passBody(1));
    const bytes = expectOk(decodeBase45(GOOD.slice(4)), 'the code');
    const signature = bytes.slice(34);
    const withSignature = (made: Uint8Array) => `LK1:${encodeBase45(Uint8Array.from([...body, ...made]))}`;
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const scalar = signature.slice(32).reduceRight((value, byte) => value * 256n + BigInt(byte), 0n) + order;
    const malleable = Uint8Array.from({ length: 32 }, (_, at) => Number((scalar >> BigInt(8 * at)) & 0xffn));
    const small = Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex');
    await refusesEach(
      [
        withSignature(new Uint8Array(64)),
        withSignature(Uint8Array.from([...signature.slice(32), ...signature.slice(0, 32)])),
        withSignature(Uint8Array.from([...signature.slice(0, 32), ...malleable])),
        withSignature(Uint8Array.from([...small, ...new Uint8Array(32)])),
        withSignature(new Uint8Array(64).fill(0xff)),
      ],
      'R_SIG',
    );
  });

  it('Q-15: the codes of products and parcels, of which it says that they are products', async () => {
    await open();
    const products = ['8412345678905', '96385074', '012345678905', 'https://id.gs1.org/01/08412345678905/10/A'];
    for (const product of products) {
      expect(await show([product])).toEqual([['pass.refused R_FORMAT']]);
      expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'product-code' });
    }
    expect(await show(['*CODE39*', 'M1DESMARAIS/LUC       EABC123 YULFRAAC'])).toEqual([['pass.refused R_FORMAT'], ['pass.refused R_FORMAT']]);
    await opensAgain();
  });

  it('Q-16: a film of changing codes is looked at twice a second and no oftener', async () => {
    await open();
    const before = shop.store.read.auditHead().seq;
    for (let frame = 0; frame < 100; frame++) {
      await shop.station.intents.silo.scan({ code: codeOf(passBody(40 + frame), seededKey('33'.repeat(32))), source: 'camera' });
      await shop.advance(100);
    }
    const lines = shop.audit(before);
    expect([lines.length <= 20, new Set(lines), shop.pulses]).toEqual([true, new Set(['pass.refused R_SIG']), []]);
    await opensAgain();
  });
});

describe('Q-11: codes that were signed, but not for this', () => {
  const now = START / 1000;
  const cases: readonly (readonly [string, () => string, reason: string, shown: string])[] = [
    ['another tenant', () => rawCode(encodePassBody(passBody(1)), '018f0000-0000-7000-8000-0000000000ff'), 'R_SIG', 'not-valid'],
    ['another bank', () => codeOf(passBody(1, { bank: 8 })), 'R_BANK', 'other-silo'],
    ['any bank, for a collection', () => rawCode(bytesWith(4, [0xff, 0xff, 0xff, 0xff])), 'R_BANK', 'other-silo'],
    ['an unknown key', () => codeOf(passBody(1, { keyId: 99 })), 'R_KEY', 'not-valid'],
    ['a revoked key', () => codeOf(passBody(1, { keyId: 3 })), 'R_KEY', 'not-valid'],
    ['a key that was limited to what it signs later', () => codeOf(passBody(1, { keyId: 4 })), 'R_KEY', 'not-valid'],
    ['a key that had stopped signing', () => codeOf(passBody(1, { keyId: 5 })), 'R_KEY', 'not-valid'],
    ['a key for commands', () => codeOf(passBody(1, { keyId: 6 })), 'R_KEY', 'not-valid'],
    ['an older generation', () => codeOf(passBody(2, { generation: 1 })), 'R_REVOKED', 'not-valid'],
    ['a pass that was taken back', () => codeOf(passBody(3)), 'R_REVOKED', 'not-valid'],
    ['a time that is to come', () => codeOf(passBody(1, { notBefore: now + 700, expires: now + 900 })), 'R_TIME', 'not-valid'],
    ['a time that is over', () => codeOf(passBody(1, { notBefore: now - 5000, expires: now - 1 })), 'R_TIME', 'not-valid'],
    ['a life of more than 35 days', () => rawCode(bytesWith(30, [0xff, 0xff, 0xff, 0xff])), 'R_FORMAT', 'unreadable'],
    ...[0, 2, 255].map((version) => [`version ${version}`, () => rawCode(bytesWith(0, [version])), 'R_FORMAT', 'unreadable'] as const),
    ...[0, 6, 9, 15].map((kind) => [`kind ${kind}`, () => rawCode(bytesWith(1, [kind << 4])), 'R_FORMAT', 'unreadable'] as const),
    ['a flag that there is not', () => rawCode(bytesWith(1, [0x18])), 'R_FORMAT', 'unreadable'],
    ['a reserved byte', () => rawCode(bytesWith(25, [1])), 'R_FORMAT', 'unreadable'],
    ['a rotating code that is missing', () => codeOf(passBody(1, { flags: { pin: false, totp: true, assistOnly: false } })), 'R_TOTP', 'not-valid'],
    ['nobody here', () => codeOf(passBody(77)), 'R_STATE', 'not-valid'],
  ];

  it.each(cases)('%s', async (_name, code, reason, shown) => {
    await open();
    writeTables(shop.store, (tables) => {
      giveKeys(tables, identity.tenantId, [
        issuingKeyOf(1, hubKey.publicKey),
        issuingKeyOf(3, hubKey.publicKey, { revoked: true }),
        issuingKeyOf(4, hubKey.publicKey, { minNbf: now }),
        issuingKeyOf(5, hubKey.publicKey, { naf: now - 40 * 86_400 }),
        issuingKeyOf(6, hubKey.publicKey, { purpose: 'command' }),
      ]);
      tables.passes.seeGeneration(passIdOf(2), 2);
      tables.passes.revoke(passIdOf(3), START);
    });
    const text = code();
    expect(await show([text])).toEqual([[`pass.refused ${reason}`]]);
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: shown });
    expect(shop.pulses).toEqual([]);
    await opensAgain();
  });
});

describe('Q-17: a scanner that fails', () => {
  it('is reported as away when it is unplugged, slow bytes are no code, and the PIN goes on to open', async () => {
    let wire: MemoryWire | null = null;
    await open({
      scanner: (clock) => {
        wire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 1500 });
        const config = { scanner: { link: { kind: 'given', name: 'reader' } } } as const;
        const devices = expectOk(
          openDevices(config, { clock, givenLinks: new Map([['reader', wire.left]]), onTraffic: null, onTranscriptEnd: null }),
          'the scanner',
        );
        if (devices.scanner === null) throw new Error('no scanner');
        return devices.scanner;
      },
    });
    const cable: MemoryWire = wire ?? raise();
    const reader = new ScannerSimulator(cable.right, '');
    await reader.start();
    await shop.advance(1000);
    await shop.signIn();
    const scannerState = async () => expectOk(await shop.station.intents.staff.status({}), 'the status').scanner.state;
    expect(await scannerState()).toBe('ok');

    // One byte a second is never one code: each is its own reading, and none is a door's.
    const before = shop.store.read.auditHead().seq;
    for (const byte of bytesOf(GOOD)) {
      reader.scan(Uint8Array.of(byte));
      await shop.advance(1000);
    }
    expect([shop.pulses, shop.audit(before).filter((line) => line !== 'pass.refused R_FORMAT' && !line.startsWith('staff.'))]).toEqual([[], []]);

    cable.cut();
    await shop.advance(5000);
    await shop.signIn();
    expect(await scannerState()).toBe('down');
    await shop.advance(600);
    expect((await shop.station.intents.silo.enterPin({ shortCode: shortCodeOf(2), pin: pinOf(2) })).ok).toBe(true);
    await shop.advance(1000);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 5 } });

    cable.mend();
    await shop.advance(15_000);
    await reader.start();
    reader.scan(GOOD);
    await shop.advance(3000);
    // Read once more, but the person at door 5 is being served: their door is closed first.
    expect(shop.pulses.length).toBe(1);
    const row = shop.store.read.compartments().find((compartment) => compartment.number === 5);
    if (row === undefined) throw new Error('no door 5');
    await closeDoor(shop, { address: { board: row.board, lock: row.lock } });
    await shop.advance(10_000);
    reader.scan(GOOD);
    await shop.advance(2000);
    expect(shop.pulses.length).toBe(2);
  });
});

function raise(): never {
  throw new Error('no cable');
}

/** The body of pass 1 with other bytes at a place. */
function bytesWith(at: number, bytes: readonly number[]): Uint8Array {
  const body = encodePassBody(passBody(1));
  body.set(bytes, at);
  return body;
}

/** Any 34 bytes, signed by the hub. */
function rawCode(body: Uint8Array, tenantId: string = identity.tenantId): string {
  return `LK1:${encodeBase45(Uint8Array.from([...body, ...hubKey.sign(passMessage(tenantId as TenantId, body))]))}`;
}
