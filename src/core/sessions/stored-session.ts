import { z } from 'zod';
import { priceMark } from '../../contract/discounts.ts';
import { contact, fulfilment, orderLine, shipAddress, way } from '../../contract/orders.ts';
import { locale, unixMs, uuid } from '../../contract/schema.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { OrderId } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { benefits, noBenefits } from './benefits.ts';
import type { IdleRule } from './idle.ts';
import { MAX_BAG_LINES, type ShopperSession } from './shopper-session.ts';

/** Why a stored session is not taken up again. */
export type SessionLost = { readonly kind: 'unreadable' } | { readonly kind: 'expired' };

/** The session as text for the store. `touchedAt` is wall time: monotonic time means nothing after a restart. */
export function storeSession(session: ShopperSession, touchedAt: UnixMs): string {
  const { idle, phase, assisted: _assisted, ...rest } = session;
  const placed = phase.kind === 'placed' ? { orderId: phase.orderId, placedOffline: phase.placedOffline } : null;
  return JSON.stringify({ ...rest, bag: [...session.bag], version: 1, placed, extensionsLeft: idle.extensionsLeft, touchedAt } satisfies z.input<
    typeof stored
  >);
}

/** A clock that is being kept right may step back this far, in milliseconds. */
const CLOCK_STEP_MS = 2000;

/**
 * Takes up a session after a restart, with what is left of its countdown but at least the warning's length. One whose end passed
 * while the station was down is gone: the person is, too, and the next one must not see it. So is one from after now: a clock that
 * went back (a dead battery, after a night without power) does not say for how long nobody stood there.
 */
export function restoreSession(json: string, rule: IdleRule, now: UnixMs, monotonic: number): Result<ShopperSession, SessionLost> {
  const parsed = parse(json);
  if (parsed === null) return err({ kind: 'unreadable' });
  const { version: _version, placed, extensionsLeft, touchedAt, fulfilment: _fulfilment, ...rest } = parsed;
  const usual = placed === null ? rule.browsingMs : Math.max(rule.receiptMs, rule.browsingMs);
  const length = parsed.unlimited === true ? rule.unlimitedMs : usual;
  const left = length - Math.max(0, now - touchedAt);
  if (left <= 0 || now < touchedAt - CLOCK_STEP_MS) return err({ kind: 'expired' });
  return ok({
    ...rest,
    ...waysOf(parsed),
    phase: placed === null ? { kind: 'shopping' } : { kind: 'placed', orderId: placed.orderId as OrderId, placedOffline: placed.placedOffline },
    idle: { endsAt: monotonic + Math.max(left, rule.warningMs), extensionsLeft },
  });
}

/** Before lines had ways of their own, one fulfilment was stored for all. */
function waysOf({ fulfilment: one, way: all, needsLowDoor, shipTo }: z.output<typeof stored>): Pick<ShopperSession, 'way' | 'needsLowDoor' | 'shipTo'> {
  return {
    way: all ?? one?.kind ?? null,
    needsLowDoor: needsLowDoor ?? (one?.kind === 'silo' && one.needsLowDoor === true),
    shipTo: shipTo ?? (one?.kind === 'ship' ? one.address : null),
  };
}

const stored = z.strictObject({
  version: z.literal(1),
  sessionId: uuid,
  locale,
  bag: z.array(z.strictObject({ ...orderLine.shape, lineId: z.string().min(1).max(40), mark: priceMark.omit({ sku: true }).optional() })).max(MAX_BAG_LINES),
  linesMade: z.number().int().min(0),
  fulfilment: fulfilment.nullable().optional(),
  way: way.nullable().optional(),
  needsLowDoor: z.boolean().optional(),
  shipTo: shipAddress.nullable().optional(),
  shipToKnown: z.boolean().optional(),
  contact: contact.nullable(),
  /** Left out by stations from before there were any. */
  benefits: benefits.default(noBenefits),
  unlimited: z.boolean().optional(),
  placed: z.strictObject({ orderId: uuid, placedOffline: z.boolean() }).nullable(),
  extensionsLeft: z.number().int().min(0).max(100),
  touchedAt: unixMs,
});

function parse(json: string): z.output<typeof stored> | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const result = stored.safeParse(value);
  return result.success ? result.data : null;
}
