import { gzipSync } from 'node:zlib';
import type { Chance } from '../world/chance.ts';

/** What a machine that is not the hub, or a hub that has lost its mind, may answer. */
export interface HostileAnswer {
  readonly kind: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection is cut after so many bytes; null: not. */
  readonly cutAt: number | null;
}

const json = { 'content-type': 'application/json' };
const NOW = 1_760_000_000_000;
/** Twenty megabytes of spaces in twenty kilobytes. */
const bomb = gzipSync(Buffer.alloc(20_000_000, 0x20));
/** More than an answer may have, in letters. */
const huge = Buffer.alloc(17_000_000, 0x5b);
const manyItems = Buffer.from(`{"rows":[${'1,'.repeat(999_999)}1],"next":1,"more":false,"serverTime":${NOW}}`);
const manyRows = Buffer.from(JSON.stringify({ rows: Array.from({ length: 2001 }, (_, n) => ({ key: `k${n}`, revision: n + 1, value: null })), next: 2001 }));

/** Bodies that are no page and no push answer, whatever was asked. */
const texts: readonly (readonly [string, (chance: Chance) => string])[] = [
  ['deep', () => `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['deep', () => `${'{"rows":'.repeat(50_000)}0${'}'.repeat(50_000)}`],
  ['number', () => `{"rows":[],"next":1e999,"more":false,"serverTime":${NOW}}`],
  ['number', () => `{"rows":[],"next":NaN,"more":false,"serverTime":${NOW}}`],
  ['number', () => `{"rows":[],"next":-1,"more":false,"serverTime":${NOW}}`],
  ['number', () => `{"rows":[],"next":0.5,"more":false,"serverTime":${NOW}}`],
  ['number', () => `{"rows":[],"next":9007199254740993,"more":false,"serverTime":${NOW}}`],
  ['doubled key', () => `{"rows":[{"key":"a","revision":1,"value":null}],"rows":"x","next":1,"more":false,"serverTime":${NOW}}`],
  ['prototype', () => `{"rows":[],"next":1,"more":false,"serverTime":${NOW},"__proto__":{"polluted":1},"x":1}`],
  ['prototype', () => '{"__proto__":{"rows":[],"next":1,"more":false,"serverTime":1}}'],
  ['prototype', () => '{"constructor":{"prototype":{"polluted":1}}}'],
  ['surrogate', () => `{"rows":[{"key":"\\ud800","revision":"1"}],"next":1,"more":false,"serverTime":${NOW}}`],
  ['wrong shape', () => '{}'],
  ['wrong shape', () => 'null'],
  ['wrong shape', () => '[]'],
  ['wrong shape', () => '"ok"'],
  ['wrong shape', () => '{"code":"conflict","message":"x"}'],
  ['truncated', (chance) => `{"rows":[{"key":"a","revision":1,"value":{"a":"${'b'.repeat(chance.int(0, 5000))}`],
  ['noise', (chance) => Buffer.from(chance.bytes(chance.int(1, 3000))).toString('latin1')],
  ['empty', () => ''],
];

/** One of them, and what is around it. */
export function forgeAnswer(chance: Chance): HostileAnswer {
  const make = chance.pick(answers);
  return make(chance);
}

const portal = '<!doctype html><title>Wi-Fi</title><form action="/login"><script>alert(1)</script>';

const answers: readonly ((chance: Chance) => HostileAnswer)[] = [
  ...Array.from({ length: 12 }, () => (chance: Chance) => {
    const [kind, text] = chance.pick(texts);
    return { kind, status: 200, headers: json, body: Buffer.from(text(chance), 'latin1'), cutAt: null };
  }),
  () => ({ kind: 'gzip bomb', status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body: bomb, cutAt: null }),
  () => ({ kind: 'gzip bomb', status: 503, headers: { ...json, 'content-encoding': 'gzip' }, body: bomb, cutAt: null }),
  (chance) => ({ kind: 'too much', status: 200, headers: json, body: huge, cutAt: chance.is(0.5) ? null : chance.int(1, 16_900_000) }),
  () => ({ kind: 'a million items', status: 200, headers: json, body: manyItems, cutAt: null }),
  () => ({ kind: 'too many rows', status: 200, headers: json, body: manyRows, cutAt: null }),
  () => ({ kind: 'not UTF-8', status: 200, headers: json, body: Buffer.from([0x22, 0xc3, 0x28, 0x22]), cutAt: null }),
  () => ({ kind: 'portal', status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(portal), cutAt: null }),
  () => ({ kind: 'portal', status: 200, headers: json, body: Buffer.from(portal), cutAt: null }),
  () => ({ kind: 'portal', status: 302, headers: { location: 'http://10.0.0.1/login' }, body: Buffer.alloc(0), cutAt: null }),
  (chance) => ({
    kind: 'broken hub',
    status: chance.pick([301, 307, 400, 403, 404, 409, 418, 429, 500, 502]),
    headers: {},
    body: Buffer.from('x'),
    cutAt: null,
  }),
  (chance) => ({
    kind: 'retry much later',
    status: 429,
    headers: { ...json, 'retry-after': chance.pick(['-1', '1e9', '99999999999', 'soon']) },
    body: Buffer.from('{"code":"too-many","message":""}'),
    cutAt: null,
  }),
  (chance) => ({
    kind: 'cut',
    status: 200,
    headers: json,
    body: Buffer.from('{"rows":[],"next":0,"more":false,"serverTime":1760000000000}'),
    cutAt: chance.int(0, 40),
  }),
];
