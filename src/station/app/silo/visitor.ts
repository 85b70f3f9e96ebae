import type { PassBody } from '../../../contract/pass/pass.ts';
import type { LiveOpening, VisitFacts } from '../../../core/parcels/judge-visit.ts';
import type { CompartmentId, PassId } from '../../../kernel/ids.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import { bearerOf } from './bearer.ts';
import type { ReadCode } from './judge-code.ts';
import type { ScanSource, SiloParts } from './silo-parts.ts';

/** Who stands in front of the silo, as far as their code says. */
export interface Visitor {
  /** The id in the code that was shown: a delegate's, or that of the pass itself. */
  readonly shownId: PassId;
  /** The holder's pass, whoever's code was shown. */
  readonly passId: PassId;
  readonly delegateId: PassId | null;
  readonly pass: Pick<PassBody, 'kind' | 'generation' | 'flags'>;
  readonly source: ScanSource | 'pin';
  /** Was a PIN given and right? */
  readonly pinGiven: boolean;
  /** The step of the rotating code that was shown; null for a code that has none. */
  readonly totpStep: number | null;
}

/** The bearer of a code that was read. A delegate's id stands for the pass whose holder gave it to them. */
export function visitorByCode(store: StoreReader, read: ReadCode, source: ScanSource): Visitor {
  const { passId, delegateId } = bearerOf(store, read);
  return { shownId: read.passId, passId, delegateId: delegateId as PassId | null, pass: read, source, pinGiven: false, totpStep: read.totpStep };
}

/** Who typed the short code of a pass and its PIN. Such a person holds no code that could be too old. */
export function visitorByPin(store: StoreReader, passId: PassId): Visitor {
  const generation = store.pass(passId)?.seenGeneration ?? 0;
  const flags = { pin: false, totp: false, assistOnly: false };
  return { shownId: passId, passId, delegateId: null, pass: { kind: 'collect', generation, flags }, source: 'pin', pinGiven: true, totpStep: null };
}

/** Everything that steps 8 to 11 ask about a visitor. */
export function visitFacts({ store, runner, trusted }: Pick<SiloParts, 'store' | 'runner' | 'trusted'>, visitor: Visitor): VisitFacts {
  const { read } = store;
  const { passId, shownId, pass, pinGiven } = visitor;
  return {
    pass,
    isRevoked: bearerOf(read, { passId: shownId, generation: pass.generation }).isRevoked,
    pinGiven,
    parcels: read.parcelsOfPass(passId).map(({ parcelId, orderId, status, recall }) => {
      const compartment = read.compartmentOfParcel(parcelId);
      const isOnHold = orderId !== null && read.order(orderId)?.onHold === true;
      return { parcelId, status, recall, isOnHold, compartment, live: compartment === null ? null : openingOn(runner, compartment.compartmentId) };
    }),
    emptied: read.emptiedOfPass(passId).flatMap(({ compartmentId, parcelId }) => {
      const row = read.compartment(compartmentId);
      if (row === null) return [];
      const { state, heldUntil } = row;
      return [{ compartmentId, parcelId, state, heldUntil, holdsParcel: row.parcelId !== null, live: openingOn(runner, compartmentId) }];
    }),
    now: trusted.read().now,
  };
}

function openingOn(runner: DoorRunner, compartmentId: CompartmentId): LiveOpening | null {
  const live = runner.liveOn(compartmentId);
  return live === null ? null : { intentId: live.intent.intentId, parcelId: live.intent.parcelId, flow: live.flow };
}
