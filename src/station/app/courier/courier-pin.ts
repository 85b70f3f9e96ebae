import { blockedUntil, countFailure, type LimiterRule, STAFF_RULE, STATION_RULE } from '../../../core/limiter/limiter.ts';
import type { CourierRecord } from '../../../contract/hub/silo.ts';
import { done } from '../../../kernel/result.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { StationStore } from '../../ports/store.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';

/** What judging a courier's PIN needs. */
export interface CourierPinParts {
  readonly store: StationStore;
  readonly secrets: Secrets;
  readonly trusted: TrustedClock;
}

/** The scope of the whole station, and of one courier. */
const STATION_SCOPE = 'station:courier';
const scopeOf = ({ courierId }: CourierRecord) => `courier:${courierId}`;

/**
 * One try at a courier's PIN. It is counted as wrong, durably, before the PIN is looked at and taken back when it was right: neither
 * pulling the plug nor asking again meanwhile gives a free try.
 */
export async function judgeCourierPin(parts: CourierPinParts, courier: CourierRecord, pin: string): Promise<'right' | 'wrong' | 'wait'> {
  const { store, secrets, trusted } = parts;
  const running = trusted.running();
  const scopes: readonly (readonly [string, LimiterRule])[] = [
    [STATION_SCOPE, STATION_RULE],
    [scopeOf(courier), STAFF_RULE],
  ];
  if (scopes.some(([scope]) => blockedUntil(store.read.limiter(scope), running) !== null)) return 'wait';
  const counted = store.commit<undefined, never>((tx) => {
    for (const [scope, rule] of scopes) tx.putLimiter({ scope, ...countFailure(rule, tx.limiter(scope), running) });
    trusted.keepRunning(tx);
    return done;
  });
  const right = await secrets.checkPin(courier.pin, pin);
  if (!counted.ok || !right) return 'wrong';
  const cleared = store.commit<undefined, never>((tx) => {
    for (const [scope] of scopes) tx.clearLimiter(scope);
    return done;
  });
  return cleared.ok ? 'right' : 'wrong';
}
