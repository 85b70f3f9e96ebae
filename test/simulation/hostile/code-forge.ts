import { decodeBase45, encodeBase45 } from '../../../src/contract/pass/base45.ts';
import { encodePassBody } from '../../../src/contract/pass/lk1.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { codeOf, passBody, START } from '../../flows/support/shop.ts';
import { seededKey } from '../../support/ed25519.ts';
import type { Chance } from '../world/chance.ts';

/** The ways in which a text is no code that opens. */
export const codeKinds = [
  'bits',
  'bytes',
  'short',
  'long',
  'spliced',
  'wrong key',
  'other bank',
  'expired',
  'to come',
  'nobody',
  'base45',
  'case',
  'unicode',
  'noise',
  'words',
] as const;
export type CodeKind = (typeof codeKinds)[number];

/** A text that must not open anything. */
export interface HostileCode {
  readonly kind: CodeKind;
  readonly text: string;
}

const thief = seededKey('5a'.repeat(32));
const now = START / 1000;
const words = [
  '',
  'LK1:',
  'LK1:LK1:',
  'https://example.org/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'WIFI:T:WPA;S:a;P:b;;',
  "' OR 1=1--",
  "'; DROP TABLE pass;--",
  '$(reboot)',
  '../../etc/passwd',
  '{"__proto__":{"a":1}}',
  '%n%n%s',
  ']Q2\\000026',
  '8412345678905',
  '\u001b[2J',
  '0'.repeat(7089),
];

/** Makes hostile codes out of the good ones of passes 1 and 2, whose parcels lie behind doors. Never one of these themselves. */
export function createCodeForge(chance: Chance): () => HostileCode {
  const good = [codeOf(passBody(1)), codeOf(passBody(2))];
  const bytes = good.map((code) => expectOk(decodeBase45(code.slice(4)), 'a good code'));
  return () => {
    for (;;) {
      const kind = chance.pick(codeKinds);
      const text = make(kind, chance, good, bytes);
      if (!good.includes(text)) return { kind, text };
    }
  };
}

function make(kind: CodeKind, chance: Chance, good: readonly string[], bytes: readonly Uint8Array[]): string {
  const code = chance.pick(good);
  const raw = Uint8Array.from(chance.pick(bytes));
  const at = chance.int(0, code.length);
  const any = (): number => chance.int(10, 100_000);
  switch (kind) {
    case 'bits':
      for (let flips = chance.int(1, 4); flips > 0; flips--) flip(raw, chance.int(0, raw.length * 8 - 1));
      return textOf(raw);
    case 'bytes':
      for (let changes = chance.int(1, 40); changes > 0; changes--) raw[chance.int(0, raw.length - 1)] = chance.int(0, 255);
      return textOf(raw);
    case 'short':
      return code.slice(0, chance.int(0, code.length - 1));
    case 'long':
      return code + '0'.repeat(chance.int(1, 2800));
    case 'spliced':
      return spliced(chance, bytes);
    case 'wrong key':
      return codeOf(passBody(chance.int(1, 2)), thief);
    case 'other bank':
      return codeOf(passBody(1, { bank: 8 + any() }));
    case 'expired':
      return codeOf(passBody(1, { notBefore: now - 90_000 - any(), expires: now - 1 - chance.int(0, 80_000) }));
    case 'to come':
      return codeOf(passBody(1, { notBefore: now + 100_000_000 + any(), expires: now + 100_900_000 + any() }));
    case 'nobody':
      return codeOf(passBody(any()));
    case 'base45':
      return `${code.slice(0, 4)}${chance.pick([':::', 'GGW', 'ZZZ', '...', '   '])}${code.slice(7)}`;
    case 'case':
      return code.slice(0, at) + code.slice(at).toLowerCase() + chance.pick(['', ' ', '\n', '\u0000']);
    case 'unicode':
      return code.slice(0, at) + chance.pick(['\u200b', '\u202e', '\ufeff', '\u0410', '\uff11', '\ud800', '\u{1f600}']) + code.slice(at);
    case 'noise':
      return String.fromCharCode(...chance.bytes(chance.int(0, 600)));
    case 'words':
      return chance.pick(words) + (chance.is(0.3) ? code : '');
  }
}

/** The body of one with the signature of another, or the first part of one with the rest of another. */
function spliced(chance: Chance, [one = new Uint8Array(), two = new Uint8Array()]: readonly Uint8Array[]): string {
  const at = chance.is(0.5) ? encodePassBody(passBody(1)).length : chance.int(1, one.length - 1);
  return textOf(Uint8Array.from([...one.slice(0, at), ...two.slice(at)]));
}

function flip(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
}

function textOf(bytes: Uint8Array): string {
  return `LK1:${encodeBase45(bytes)}`;
}
