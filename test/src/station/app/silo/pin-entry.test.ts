import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOREVER, UNKNOWN_RULE } from '../../../../../src/core/limiter/limiter.ts';
import { CROCKFORD, crockfordCheck } from '../../../../../src/kernel/crockford.ts';
import { done, expectOk } from '../../../../../src/kernel/result.ts';
import { judgePin, type PinParts } from '../../../../../src/station/app/silo/pin-entry.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { openTestStore, standingClock, temporaryDirectory, write } from '../../../../support/store.ts';
import { blankPass, order, parcel, parcelIdOf, passIdOf } from '../../store/samples.ts';

const MINUTE = 60_000;
const RUNNING = 'runningMs';

/** A station's store and running time, as far as a PIN is judged by them. `9` ends the PIN that is right. */
function openDesk(path: string) {
  let store: StationDatabase = openTestStore(path);
  let now = 0;
  const parts = (): PinParts => ({
    store,
    clock: standingClock,
    trusted: {
      read: () => ({ now: 1_760_000_000_000, suspect: false }),
      running: () => now,
      keepRunning: (tx) => tx.putMeta(RUNNING, String(now)),
      isHubTimeFresh: () => true,
      suspectSince: () => null,
      close: () => {},
    },
    secrets: { checkPin: async (stored, pin) => stored !== null && pin.endsWith('9'), sha256Hex: (t) => t, totpCode: () => null, verifyEd25519: () => true },
  });
  return {
    read: () => store.read,
    change: (work: Parameters<typeof write>[1]) => write(store, work),
    putBlank: (pass: Parameters<StationDatabase['tables']['passes']['putBlank']>[0]) =>
      expectOk(
        store.commitTables((tables) => {
          tables.passes.putBlank(pass);
          return done;
        }),
        'the pass',
      ),
    advance: (ms: number) => {
      now += ms;
    },
    tryPin: async (shortCode: string, pin: string) => (await judgePin(parts(), shortCode, pin)).kind,
    restart: () => {
      store.close();
      store = openTestStore(path);
      now = Number(store.read.meta(RUNNING) ?? 0);
    },
    close: () => store.close(),
  };
}

/** The short code of a number; they all differ. */
function shortCode(n: number): string {
  const text = Array.from({ length: 8 }, (_, i) => CROCKFORD.charAt((n >> (5 * (7 - i))) & 31)).join('');
  return text + crockfordCheck(text);
}

async function withDesk(work: (desk: ReturnType<typeof openDesk>) => Promise<void>): Promise<void> {
  const directory = temporaryDirectory();
  const desk = openDesk(`${directory.path}/station.db`);
  desk.putBlank({ ...blankPass(1), shortCode: shortCode(1) });
  desk.change((tx) => {
    tx.putOrder(order(1));
    tx.putParcel(parcel(1));
    tx.bindPass(passIdOf(1), parcelIdOf(1));
  });
  await work(desk);
  desk.close();
  directory.remove();
}

/** Where tries at a code that nobody has are counted: under a mark of it. The mark of these tests is made of its first characters. */
function unknownScope(n: number): string {
  return `pin:code:${shortCode(n).slice(0, 8)}`;
}

describe('tries at short codes that nobody has', () => {
  it('stay bounded however many there are, and lock no other code and free none', async () => {
    await withDesk(async (desk) => {
      for (let i = 0; i < 5; i++) await desk.tryPin(shortCode(1), '000000');
      expect(await desk.tryPin(shortCode(1), '000009')).toBe('locked');
      const tries = UNKNOWN_RULE.most + 40;
      const early = UNKNOWN_RULE.most - 10;
      desk.change((tx) => {
        for (let n = 0; n < early; n++) tx.putLimiter({ scope: unknownScope(1000 + n), failures: 1, windowStartedAt: n, blockedUntil: 0 });
      });
      desk.advance(tries);
      for (let n = early; n < tries; n++) {
        desk.advance(11 * MINUTE);
        expect(await desk.tryPin(shortCode(1000 + n), '000000')).toBe('wrong');
      }
      const kept = Array.from({ length: tries }, (_, n) => n).filter((n) => desk.read().limiter(unknownScope(1000 + n)) !== null);
      expect([kept.length, kept[0]]).toEqual([UNKNOWN_RULE.most, 40]);
      expect(desk.read().limiter(`pin:${passIdOf(1)}`)).toMatchObject({ blockedUntil: FOREVER });
      expect(await desk.tryPin(shortCode(1), '000009')).toBe('locked');
    });
  });

  it('are locked like one that somebody has for longer than a code lives, and forgotten after it, also over a restart', async () => {
    await withDesk(async (desk) => {
      for (let i = 0; i < 5; i++) await desk.tryPin(shortCode(2000), '000000');
      desk.restart();
      desk.advance(35 * 86_400_000);
      expect(await desk.tryPin(shortCode(2000), '000000')).toBe('locked');
      desk.restart();
      desk.advance(6 * 86_400_000);
      await desk.tryPin(shortCode(2001), '000000');
      expect(desk.read().limiter(unknownScope(2000))).toBeNull();
    });
  });

  it('change nothing of what is counted at a parcel or at the station, in any order and over any restart', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('wrong' as const) }),
      fc.record({ kind: fc.constant('unknown' as const), n: fc.integer({ min: 3000, max: 3006 }) }),
      fc.record({ kind: fc.constant('advance' as const), ms: fc.constantFrom(MINUTE, 11 * MINUTE, 41 * 86_400_000) }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await withDesk(async (desk) => {
          let failures = 0;
          for (const one of steps) {
            const before = desk.read().limiter('station:pin')?.failures ?? 0;
            if (one.kind === 'advance') desk.advance(one.ms);
            else if (one.kind === 'restart') desk.restart();
            else {
              const said = await desk.tryPin(one.kind === 'wrong' ? shortCode(1) : shortCode(one.n), '000000');
              if (one.kind === 'wrong' && said !== 'wait' && failures < 5) failures++;
              if (said !== 'wait' && before > 0) expect([1, before + 1]).toContain(desk.read().limiter('station:pin')?.failures);
            }
            expect(desk.read().limiter(`pin:${passIdOf(1)}`)?.failures ?? 0).toBe(failures);
          }
        });
      }),
      { numRuns: 12 },
    );
  });
});
