import { silentLogger } from '../../../src/kernel/logger.ts';
import { createPuller } from '../../../src/station/sync/pull.ts';
import { createPusher } from '../../../src/station/sync/push.ts';
import { countingRandom, standingClock, write } from '../../support/store.ts';
import { ContractHub, IDENTITY } from '../../src/station/sync/contract-hub.ts';
import { openBench } from '../../src/station/sync/station.ts';
import { order, orderIdOf } from '../../src/station/store/samples.ts';
import { chanceOf } from '../world/chance.ts';
import { forgeAnswer } from './answer-forge.ts';
import { startHostileHub } from './hostile-hub.ts';
import { heldNow } from './memory.ts';

/** What hostile answers came to. */
export interface AnswerReport {
  readonly answers: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly grownBytes: number;
}

const COLLECT_EVERY = 200;

/**
 * Answers the station's pulls and pushes with what no hub says, over real sockets. Each is a failure with a name, nothing that was known is lost,
 * and with the real hub back everything goes on.
 */
export async function attackSync(count: number, seed: number): Promise<AnswerReport> {
  const bench = openBench(countingRandom());
  const hub = await startHostileHub();
  const good = new ContractHub();
  good.trust(bench.deviceKey.publicKey);
  let isHostile = false;
  const client = bench.client((url, init) => (isHostile ? hub.fetch(url, init) : good.fetch(url, init)));
  const parts = { ...bench, client, clock: standingClock, random: countingRandom(), logger: silentLogger, timeoutMs: 1000, onHubTime: () => {} };
  const chance = chanceOf(seed, 'answers');
  const kinds: Record<string, number> = {};
  const violations: string[] = [];
  const known = () => JSON.stringify([bench.store.read.order(orderIdOf(1)), bench.store.cursor('orders'), bench.store.waiting(9), bench.store.epoch]);
  try {
    write(bench.store, (tx) => tx.putOrder(order(1)));
    bench.work(3);
    const before = known();
    isHostile = true;
    let kind = '';
    hub.answer = () => {
      const answer = forgeAnswer(chance);
      kind = answer.kind;
      return answer;
    };
    let held = heldNow().bytes;
    const atFirst = held;
    for (let i = 0; i < count; i++) {
      const pushes = chance.is(0.5);
      // A new program each time: what one run learnt must not help the next.
      const outcome = await (pushes ? createPusher(parts).step(IDENTITY.stationId) : createPuller(parts).pullAll(IDENTITY.stationId)).catch((e: unknown) => e);
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      const isTyped = typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
      if (!isTyped) violations.push(`${kind} was ${outcome instanceof Error ? outcome.message : 'believed'}`);
      if (known() !== before) violations.push(`${kind} changed what was known`);
      if (Reflect.get({}, 'polluted') !== undefined) violations.push(`${kind} reached the prototype`);
      if (violations.length > 0) break;
      if (i % COLLECT_EVERY === 0) held = Math.max(held, heldNow().bytes);
    }
    isHostile = false;
    const pusher = createPusher(parts);
    for (let step = 0; step < 3; step++) await pusher.step(IDENTITY.stationId);
    const pulled = await createPuller(parts).pullAll(IDENTITY.stationId);
    if (!pulled.ok || good.applied.length !== 3) violations.push('it did not go on when the hub was back');
    return { answers: count, kinds, violations, grownBytes: held - atFirst };
  } finally {
    await hub.close();
    await bench.close();
  }
}
