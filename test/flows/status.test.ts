import { z } from 'zod';
import { afterEach, describe, expect, it } from 'vitest';
import type { StationStatus } from '../../src/contract/station/views.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { KEYS_REFUSED_KEY, KEYS_TAKEN_KEY } from '../../src/station/ports/key-news.ts';
import { TestStation } from './support/test-station.ts';

const MINUTE = 60_000;
let shop: TestStation;
afterEach(() => shop.close());

async function status(): Promise<StationStatus> {
  await shop.signIn();
  return expectOk(await shop.station.intents.staff.status({}), 'the status');
}

describe('the status page tells of the times in which nobody could collect', () => {
  it('since when the doors do not answer, and the last time once they do again', async () => {
    shop = await TestStation.start();
    expect((await status()).downtime).toEqual({ now: [], last: null });
    const from = shop.clock.now();
    shop.wire.cut();
    await shop.advance(5 * MINUTE);
    const during = (await status()).downtime;
    expect(during).toEqual({ now: [{ cause: 'doors', since: expect.any(Number) }], last: null });
    const since = during?.now[0]?.since ?? 0;
    expect([since >= from, since <= from + MINUTE]).toEqual([true, true]);
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(5 * MINUTE);
    const { downtime } = await status();
    expect(downtime).toMatchObject({ now: [], last: { cause: 'doors', from: since } });
    expect((downtime?.last?.to ?? 0) - since).toBeGreaterThanOrEqual(4 * MINUTE);
  });

  it('and of a station that was off', async () => {
    const before = await TestStation.start();
    shop = before;
    await before.advance(2 * MINUTE);
    const from = before.snapshot();
    await before.close();
    shop = await TestStation.start({ from, wallOffset: 3_600_000, settleMs: 3000 });
    await shop.advance(2 * MINUTE);
    expect((await status()).downtime).toMatchObject({ now: [], last: { cause: 'power' } });
  });
});

describe('the status page tells of the keys', () => {
  it('how old they are, and that they open doors', async () => {
    shop = await TestStation.start();
    const bundle = shop.store.read.keyBundle();
    const usable = bundle?.keys.filter(({ purpose }) => purpose === 'pass').length;
    expect((await status()).keys).toMatchObject({ bundle: bundle?.seq, issuedAt: bundle?.issuedAt, usable, refused: null, isUpdateWanted: false });
  });

  it('that this station has to be enrolled again when it was before there was a root to pin, and not once it was', async () => {
    shop = await TestStation.start();
    const stored = shop.store.read.meta('identity');
    const known = z.record(z.string(), z.unknown()).parse(JSON.parse(stored ?? '{}'));
    const told = async (identity: object) => {
      const kept = shop.store.commit<undefined, never>((tx) => {
        tx.putMeta('identity', JSON.stringify(identity));
        return done;
      });
      expectOk(kept, 'the identity');
      return (await status()).keys?.mustEnrol;
    };
    expect([await told({ ...known, stationId: 'centro-1', rootKey: null }), await told({ ...known, stationId: 'centro-1', rootKey: 'A'.repeat(43) })]).toEqual([
      'centro-1',
      undefined,
    ]);
  });

  it('when they were renewed, and what came since that is not to be trusted', async () => {
    shop = await TestStation.start();
    const at = shop.clock.now();
    const told = shop.store.commit<undefined, never>((tx) => {
      tx.putMeta(KEYS_TAKEN_KEY, String(at - 5000));
      tx.putMeta(KEYS_REFUSED_KEY, `${at} rollback`);
      return done;
    });
    expectOk(told, 'the news of the keys');
    expect((await status()).keys).toMatchObject({ takenAt: at - 5000, refused: { at, reason: 'rollback' } });
  });
});
