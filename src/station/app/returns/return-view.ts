import type { PaperState, ReturnIdle } from '../../../contract/station/return-views.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { Door } from '../../../contract/station/place-views.ts';
import type { Locale } from '../../../contract/schema.ts';
import { mayRetry } from '../../../core/compartments/door-step.ts';
import { chosen, countPieces, proposedSize } from '../../../core/returns/goods.ts';
import type { Bundle, BundleDoor, Refusal, ReturnState, ReturnStep } from '../../../core/returns/return-flow.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import { doorOf } from '../silo/door-of.ts';
import { freeCompartments } from './free-compartments.ts';
import { sizeOf } from './open-return.ts';
import { returnReceiptDocument } from './return-receipt.ts';
import type { ReturnsParts } from './returns-parts.ts';

/** What is known beside the machine's state: how the printing went, and the language of the person's screen. */
export interface Aside {
  readonly paper: PaperState;
  readonly locale: Locale;
}

/** A return as the silo's screen draws it. */
export function returnView(parts: ReturnsParts, state: ReturnState, aside: Aside): SiloState {
  const { step } = state;
  const until = wallOf(parts, state.endsAt);
  const idle: ReturnIdle = { warnAt: Math.max(0, until - parts.rule.warningMs), endsAt: until, extensionsLeft: state.extensionsLeft };
  switch (step.kind) {
    case 'identify':
      return { kind: 'return-identify', idle };
    case 'checking':
      return { kind: 'return-checking' };
    case 'refused':
      return { kind: 'return-refused', idle, ...refusalView(step.refusal) };
    case 'wait':
      return { kind: 'return-wait', idle, until: step.until };
    case 'which':
      return { kind: 'return-which', idle, orders: step.bundles.flatMap(orderView) };
    case 'goods':
      return { kind: 'return-goods', idle, number: step.bundle.number, goods: [...step.bundle.goods] };
    case 'reason':
      return reasonView(step, idle);
    case 'pieces':
      return { kind: 'return-pieces', idle, pieces: step.bundle.pieces };
    case 'size':
      return sizeView(parts, step, idle);
    case 'door':
      return doorView(parts, step.door, idle, state.endsAt !== null);
    case 'done':
      return doneView(parts, step, until, aside);
    case 'nothing':
      return { kind: 'return-nothing', door: doorAt(parts, step.compartmentId), until };
    case 'unsure':
      return { kind: 'return-unsure', door: doorAt(parts, step.compartmentId), why: step.why, until };
    default:
      return assertNever(step);
  }
}

function refusalView(refusal: Refusal): Pick<Extract<SiloState, { readonly kind: 'return-refused' }>, 'reason' | 'until' | 'days'> {
  const isLate = refusal.kind === 'too-late';
  return { reason: refusal.kind, until: isLate ? refusal.until : null, days: isLate ? refusal.days : null };
}

function orderView({ orderId, number, goods }: Bundle) {
  if (orderId === null || number === null) return [];
  return [{ orderId, number, titles: goods.map(({ title }) => title), pieces: goods.reduce((pieces, { max }) => pieces + max, 0) }];
}

function reasonView({ bundle, sku }: Extract<ReturnStep, { readonly kind: 'reason' }>, idle: ReturnIdle): SiloState {
  const asked = chosen(bundle.goods);
  const at = asked.findIndex((one) => one.sku === sku);
  const goods = asked[at];
  if (goods === undefined) throw new Error(`${sku} was not chosen`);
  return { kind: 'return-reason', idle, goods, at: at + 1, of: asked.length };
}

function sizeView(parts: ReturnsParts, { bundle, again }: Extract<ReturnStep, { readonly kind: 'size' }>, idle: ReturnIdle): SiloState {
  const { goods, pieces } = bundle;
  const { sizes, free, unlooked, choose } = freeCompartments(parts);
  const size = sizeOf(bundle);
  return {
    kind: 'return-size',
    idle,
    size,
    proposed: proposedSize(goods, pieces),
    gives: choose(size)?.size ?? null,
    sizes: [...sizes],
    free: [...free],
    unlooked,
    pieces: goods.length === 0 ? pieces : countPieces(chosen(goods)),
    because: again === null ? null : { why: again.why, door: doorAt(parts, again.compartmentId) },
    receiptTo: bundle.email === null ? 'order' : 'typed',
  };
}

function doorView(parts: ReturnsParts, { compartmentId, flow }: BundleDoor, idle: ReturnIdle, ends: boolean): SiloState {
  const { doors, runner } = parts;
  const door = doorAt(parts, compartmentId);
  const isReached = doors.health(compartmentId) === 'ok';
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
      return { kind: 'return-opening', door };
    case 'open': {
      const seen = isReached && doors.sensor(compartmentId) !== 'unknown';
      return { kind: 'return-open', door, openedAt: flow.openedAt ?? idle.warnAt, reminders: flow.reminders, seen, confirmed: flow.answer === 'placed' };
    }
    case 'asking':
      return { kind: 'return-ask', idle, door };
    case 'jammed':
    case 'settling':
    case 'guarding':
    case 'ended': {
      const why = !isReached ? 'silent' : flow.blind || doors.sensor(compartmentId) === 'unknown' ? 'unseen' : 'stuck';
      return { kind: 'return-stuck', idle: ends ? idle : null, door, why, canRetry: mayRetry(flow, runner.timings) && isReached, canChange: true };
    }
    default:
      return assertNever(flow);
  }
}

function doneView(parts: ReturnsParts, { bundle, door: at }: Extract<ReturnStep, { readonly kind: 'done' }>, until: number, aside: Aside): SiloState {
  const door = doorAt(parts, at.compartmentId);
  const document = returnReceiptDocument({
    storeName: parts.place().storeName,
    locale: aside.locale,
    receipt: at.receipt,
    bundle,
    doorNumber: door.number,
    depositedAt: at.flow.closedAt ?? parts.clock.now(),
    timeZone: parts.timeZone,
  });
  return { kind: 'return-done', door, receipt: at.receipt, document, paper: aside.paper, receiptTo: bundle.email === null ? 'order' : 'typed', until };
}

function doorAt({ store }: ReturnsParts, compartmentId: CompartmentId): Door {
  const row = store.read.compartment(compartmentId);
  if (row === null) throw new Error(`no compartment ${compartmentId}`);
  return doorOf(row);
}

function wallOf({ clock }: ReturnsParts, mono: number | null): number {
  return Math.max(0, Math.round(clock.now() + (mono ?? clock.monotonic()) - clock.monotonic()));
}
