import type { LockAddress } from '../../../../hardware/contract/lock-board.ts';
import type { CompartmentId } from '../../../../src/kernel/ids.ts';
import type { IntentRow } from '../../../../src/station/ports/store.ts';
import type { Box, Floor } from '../floor.ts';
import type { Journal } from '../journal.ts';
import type { Life } from '../life.ts';
import { attemptOf, flowOf } from './flow-state.ts';
import type { Orders } from '../orders.ts';

/** What the doors are judged by. */
export interface DoorOracleParts {
  readonly journal: Journal;
  readonly floor: Floor;
  readonly orders: Orders;
  now(): number;
  /** Intents that are durable and not ended, as they were after the last commit of whatever life. */
  liveIntents(): readonly IntentRow[];
  /** In which life of the station an attempt became durable. */
  lifeOfAttempt(key: string): Life | null;
  /** How often the station's port was opened so far. */
  portOpenings(): number;
}

interface Grant {
  readonly at: number;
  readonly openings: number;
  readonly life: Life;
}

interface Sent {
  readonly at: number;
  readonly life: Life;
}

/** Longest time from the use-case's word to the first byte, plus what a turn of the bus may add. Milliseconds. */
const VALID_MS = 2000;
/** The wire says that no frame is later than this (`latestFrameMs`); a coil that is told late is on a little later still. */
const LATEST_MS = 6000 + 300;
/** What a coil of these boards bears. */
const DUTY = { pulses: 10, perMs: 60_000, apartMs: 900 } as const;

/** Judges every pulse and every door that moves: promises 1, 5 and 8. */
export class DoorOracle {
  pulses = 0;
  /** Doors that were moved by a frame which the bus had made out of another one: nothing of the station's doing. */
  misdirected = 0;
  readonly #parts: DoorOracleParts;
  /** The last word of the use-cases for each door, until its frame leaves. */
  readonly #grants = new Map<CompartmentId, Grant>();
  readonly #spent = new Set<string>();
  readonly #frames = new Map<CompartmentId, readonly Sent[]>();

  constructor(parts: DoorOracleParts) {
    this.#parts = parts;
  }

  /** The use-cases ask for a pulse. */
  pulsing(life: Life, compartmentId: CompartmentId, isInTransaction: boolean): void {
    const { journal, floor } = this.#parts;
    const box = floor.box(compartmentId);
    this.pulses += 1;
    if (isInTransaction) return journal.violate(1, `a pulse for door ${box.number} while its intent was not committed yet`);
    const intent = life.store.read.liveIntents().find((row) => row.compartmentId === compartmentId);
    if (intent === undefined) return journal.violate(1, `a pulse for door ${box.number} without a durable intent`);
    if (flowOf(intent).kind !== 'pulsing') return journal.violate(1, `a pulse for door ${box.number} whose intent stands at ${flowOf(intent).kind}`);
    const key = attemptOf(intent);
    journal.write(`pulse door ${box.number} ${intent.purpose} ${key}`);
    if (this.#spent.has(key)) journal.violate(1, `attempt ${key} was pulsed a second time`);
    this.#spent.add(key);
    if (this.#parts.lifeOfAttempt(key) !== life) journal.violate(1, `attempt ${key} is from before the restart, and was pulsed after it`);
    this.#grants.set(compartmentId, { at: this.#parts.now(), openings: this.#parts.portOpenings(), life });
    this.#judgeRight(intent, box);
  }

  /** An unlock frame leaves the machine. */
  unlockLeaves(address: LockAddress): void {
    const { journal, floor } = this.#parts;
    const box = floor.at(address);
    const now = this.#parts.now();
    if (box === null) return journal.violate(1, `an unlock frame for board ${address.board}, lock ${address.lock}, where there is no door`);
    const grant = this.#grants.get(box.compartmentId);
    this.#grants.delete(box.compartmentId);
    if (grant === undefined) return journal.violate(1, `an unlock frame for door ${box.number} that nobody had asked for`);
    if (now - grant.at > VALID_MS) journal.violate(1, `an unlock frame for door ${box.number} ${Math.round(now - grant.at)} ms after its decision`);
    if (grant.openings !== this.#parts.portOpenings()) journal.violate(1, `an unlock frame for door ${box.number} from before the port was opened anew`);
    const frames = [...(this.#frames.get(box.compartmentId) ?? []).filter(({ at }) => now - at < DUTY.perMs), { at: now, life: grant.life }];
    this.#frames.set(box.compartmentId, frames);
    // Nobody remembers over a restart what a coil has borne.
    const ofThisLife = frames.filter(({ life }) => life === grant.life);
    const apart = now - (ofThisLife.at(-2)?.at ?? Number.NEGATIVE_INFINITY);
    if (apart < DUTY.apartMs) journal.violate(1, `door ${box.number} was pulsed twice within ${Math.round(apart)} ms: its coil needs a rest`);
    if (ofThisLife.length > DUTY.pulses) journal.violate(1, `door ${box.number} was pulsed ${ofThisLife.length} times within a minute`);
  }

  /** A lock's coil was switched on: by its own frame, early or late, or by one that the bus had made of another. */
  coilOn(address: LockAddress): void {
    const { floor, journal } = this.#parts;
    const box = floor.at(address);
    if (box === null) return;
    const now = this.#parts.now();
    const isOwn = (this.#frames.get(box.compartmentId) ?? []).some(({ at }) => now - at <= LATEST_MS);
    if (!isOwn) {
      this.misdirected += 1;
      box.tainted = 'opened by a frame that the bus had changed';
      return;
    }
    const isLive = this.#parts.liveIntents().some((intent) => intent.compartmentId === box.compartmentId);
    if (!isLive) journal.violate(1, `a late frame reached door ${box.number}, and its intent had ended`);
  }

  /** Whoever shows this code, pays for this order: may this door open for them? */
  #judgeRight(intent: IntentRow, box: Box): void {
    const { journal, orders } = this.#parts;
    const order = intent.orderId === null ? null : orders.find(intent.orderId);
    if ((intent.purpose === 'load' || intent.purpose === 'collect') && order !== null && !order.isPaid)
      journal.violate(8, `door ${box.number} opens for order ${order.number}, which nobody has paid`);
    if (intent.purpose !== 'collect' || box.tainted !== null) return;
    const foreign = box.inside.find((thing) => thing.kind === 'parcel' && thing.owner !== order?.owner);
    if (foreign !== undefined)
      journal.violate(5, `the code of ${order?.owner} opens door ${box.number}, behind which lies ${foreign.name} of ${foreign.owner}`);
  }
}
