import type { Database } from '../../../src/hub/db/database.ts';
import { applySetup } from '../../../src/hub/db/setup.ts';
import { makeEnrolmentCode } from '../../../src/hub/domain/enrolment.ts';
import { chanceOf } from '../world/chance.ts';
import { FireClock, LifeClock } from './fire-clock.ts';
import { FireHub } from './fire-hub.ts';
import { FireNetwork } from './fire-network.ts';
import { FireStation } from './fire-station.ts';
import { judgeHub } from './hub-judge.ts';
import { Ledger } from './ledger.ts';
import type { Doom } from './mortal-database.ts';
import { bringBack, collect, load, order, pay } from './people.ts';

/** What a sweep came to. */
export interface SweepReport {
  /** Points at which the hub was ended or cut off, one run each. */
  readonly points: number;
  readonly violations: readonly string[];
}

const START = 1_760_000_000_000;
const MINUTE = 60_000;
const place = { code: 'K1', bank: 1 };

/**
 * An order from its making to its return, handed over by a station while the hub ends at its N-th statement, commit or flush, for N = `from`,
 * `from` + `step` ... until it is not reached any more. The hub is started again, and must have everything, once.
 */
export async function sweepStatements(
  db: Database,
  options: { readonly cuts: boolean; readonly kind: Doom['kind']; readonly from?: number; readonly step?: number; readonly most?: number },
): Promise<SweepReport> {
  const { cuts, kind, from = 1, step = 1, most = Number.POSITIVE_INFINITY } = options;
  const bench = await openStory(db, cuts);
  let points = 0;
  let violations: readonly string[] = [];
  try {
    for (let at = from; violations.length === 0 && points < most; at += step) {
      const reached = await bench.story({ kind, at });
      violations = (await bench.judge()).map((what) => `${kind} at point ${at}: ${what}`);
      if (!reached) break;
      points += 1;
    }
  } finally {
    await bench.close();
  }
  return { points, violations };
}

/** One station and one hub, on which story after story is played. */
export interface StoryBench {
  readonly tenantId: string;
  /** One order from its making to its return. Answers whether the hub came so far that its doom was met; null: it has none. */
  story(doom: Doom | null): Promise<boolean>;
  /** What is wrong now. */
  judge(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens one on a database that others may use as well. */
export async function openStory(db: Database, cuts: boolean): Promise<StoryBench> {
  const busy = { count: 0 };
  const clock = new FireClock(() => busy.count);
  const hubClock = new LifeClock(
    clock,
    () => START + clock.monotonic(),
    () => false,
  );
  const hub = new FireHub({ db, clock: hubClock, busy, cuts });
  const tenantId = crypto.randomUUID();
  const stationId = `${tenantId.slice(0, 8)}-1`;
  const stations = [{ stationId, stationCode: place.code, bank: place.bank, passPool: 0 }];
  const store = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations, staff: [] };
  await applySetup(db, { tenantId, name: 'Moda', locations: [], stores: [store] }, 'https://hub.example');
  await hub.start();
  const enrolmentCode = (await makeEnrolmentCode(db, (size) => crypto.getRandomValues(new Uint8Array(size)), stationId, START)) ?? '';
  const chance = chanceOf(1, 'sweep');
  const network = new FireNetwork(clock, hub, chance.split('network'));
  const ledger = new Ledger();
  const station = new FireStation({ clock, network, chance: chance.split('station'), ledger, stationId, epoch: START, enrolmentCode });
  station.start();
  await clock.advance(MINUTE);
  return {
    tenantId,
    async story(doom) {
      for (const act of [order, pay, load, collect, bringBack]) act(station, place);
      if (doom !== null) hub.threaten(doom);
      await clock.advance(500);
      const reached = !hub.isThreatened;
      hub.calm();
      if (!hub.isUp) await hub.start();
      for (let minute = 0; minute < 10 && station.store.read.outboxSize().pending > 0; minute++) await clock.advance(MINUTE);
      return reached;
    },
    async judge() {
      const { pending } = station.store.read.outboxSize();
      return [...(pending > 0 ? [`stalled with ${pending} operations left`] : []), ...(await judgeHub(db, tenantId, ledger))];
    },
    async close() {
      station.close();
      await hub.close();
    },
  };
}
