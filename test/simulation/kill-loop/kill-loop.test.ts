import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillLoopResult, runKillLoop } from './kill-loop.ts';
import { LeftBehind } from './left-behind.ts';

const folder = mkdtempSync(join(tmpdir(), 'pasillo-kill-loop-'));
const nothing = { seen: [], unlocks: [] };
let result: KillLoopResult;

beforeAll(async () => {
  // The programs that this one starts share what was compiled, and start sooner.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  result = await runKillLoop({ folder, seed: 1, forMs: 15_000, atLeast: 2, longestFreezeMs: 1500, say: () => undefined });
}, 600_000);

afterAll(() => {
  delete process.env['NODE_COMPILE_CACHE'];
  rmSync(folder, { recursive: true, force: true });
});

describe('a station that is killed with -9 again and again while people use it', () => {
  it('loses nothing that anybody saw succeed, and opens no door without a durable intent', () => {
    const { lost, wrongDoors, broken } = result;
    expect({ lost, wrongDoors, broken }).toEqual({ lost: [], wrongDoors: [], broken: [] });
    expect(result.kills, 'it was really killed').toBeGreaterThan(2);
    expect(result.seen, 'people really did something').toBeGreaterThan(0);
    expect(result.unlocks, 'doors really opened').toBeGreaterThan(0);
  });

  it('has told the hub everything exactly once, as a program says that knows nothing of it', () => {
    expect(result.checker).toEqual({ isContent: true, text: expect.stringMatching(/violations: 0$/) });
    expect(result.rejected).toBe(0);
    expect(result.operations).toBeGreaterThan(result.kills);
  });
});

describe('the judge of what a killed station left', () => {
  it('finds nothing wrong with what it left', () => {
    expect(new LeftBehind(folder).judge(nothing)).toEqual([]);
  });

  it('misses what somebody saw, and a decision for a frame on the bus', () => {
    const judge = new LeftBehind(folder);
    const audit = { kind: 'order.placed', facts: { orderId: 'never placed' } };
    expect(judge.judge({ seen: [{ what: 'an order', audit }], unlocks: [{ compartment: '0-01', at: Date.now() + 60_000 }] })).toEqual([
      'somebody saw "an order", and it is gone',
      expect.stringMatching(/^WRONG DOOR: 0-01 was unlocked/),
    ]);
  });

  it('sees an entry that is gone, one that was changed, and an operation that is missing', () => {
    const judge = new LeftBehind(folder);
    expect(judge.judge(nothing)).toEqual([]);
    const db = new Database(join(folder, 'station', 'station.db'));
    db.exec('DROP TRIGGER audit_is_never_deleted; DROP TRIGGER audit_is_never_changed; DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)');
    expect(judge.judge(nothing)).toEqual([expect.stringMatching(/was durable, and is gone or another one$/)]);
    expect(new LeftBehind(folder).judge(nothing)).toEqual([expect.stringMatching(/^the audit has given out \d+ numbers, and has \d+ entries$/)]);
    db.exec("UPDATE audit SET event = replace(event, 'station.started', 'station.stopped') WHERE seq = 2");
    expect(new LeftBehind(folder).judge(nothing)).toContain('entry 2 of the audit does not follow');
    db.exec("UPDATE sequence SET value = 1 WHERE name = 'outbox'");
    expect(judge.judge(nothing)).toContainEqual(expect.stringMatching(/^operation \d+ was durable, and is gone$/));
    db.close();
  });
});
