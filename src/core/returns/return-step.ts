import { assertNever } from '../../kernel/assert-never.ts';
import type { DoorFlow } from '../compartments/door-flow.ts';
import { chosen, withQuantity, withReason } from './goods.ts';
import type { Bundle, ReturnEvent, ReturnMove, ReturnRule, ReturnState, ReturnStep } from './return-flow.ts';

/** Steps at which a person chooses: they can go back, and a walk-away leaves nothing behind. */
export type ChoosingStep = Extract<ReturnStep, { readonly kind: 'identify' | 'refused' | 'wait' | 'which' | 'goods' | 'reason' | 'pieces' | 'size' }>;

/** A person who has just pressed "return something". `mono` in monotonic milliseconds. */
export function beginReturn(rule: ReturnRule, mono: number): ReturnState {
  return at({ kind: 'identify' }, rule, mono, rule.extensions);
}

/** What a restart leaves to say: a door was being used for a return, and nobody knows what for. */
export function interruptedReturn(
  compartmentId: Extract<ReturnStep, { readonly kind: 'unsure' }>['compartmentId'],
  rule: ReturnRule,
  mono: number,
): ReturnState {
  return at({ kind: 'unsure', compartmentId, why: 'restart' }, rule, mono, rule.extensions);
}

/** Moves a return by one event. Pure; `mono` is now, in monotonic milliseconds. */
export function stepReturn(state: ReturnState, event: ReturnEvent, rule: ReturnRule, mono: number): ReturnMove {
  const { step } = state;
  switch (event.kind) {
    case 'time':
      return passTime(state, rule, mono);
    case 'extend':
      if (state.endsAt === null || !isWarned(step)) return unexpected('not-now');
      if (state.extensionsLeft <= 0) return unexpected('no-extensions-left');
      return moved(at(step, rule, mono, state.extensionsLeft - 1));
    case 'door':
      return followDoor(state, event.flow, rule, mono);
    case 'opened':
      return step.kind === 'size' ? go(state, { kind: 'door', bundle: step.bundle, door: event.door }, rule, mono) : unexpected('not-now');
    case 'back':
      return back(state, rule, mono);
    default: {
      const next = choose(step, event);
      return typeof next === 'string' ? unexpected(next) : go(state, next, rule, mono);
    }
  }
}

/** Is this step one that ends by itself with a warning before? What is only told goes away without one. */
export function isWarned(step: ReturnStep): boolean {
  return isChoosing(step) || (step.kind === 'door' && (step.door.flow.kind === 'asking' || isStuck(step.door.flow)));
}

/** Has nothing been opened yet? */
export function isChoosing(step: ReturnStep): step is ChoosingStep {
  switch (step.kind) {
    case 'identify':
    case 'refused':
    case 'wait':
    case 'which':
    case 'goods':
    case 'reason':
    case 'pieces':
    case 'size':
      return true;
    case 'checking':
    case 'door':
    case 'done':
    case 'nothing':
    case 'unsure':
      return false;
    default:
      return assertNever(step);
  }
}

type Choice = Exclude<ReturnEvent, { readonly kind: 'time' | 'extend' | 'door' | 'opened' | 'back' }>;

function choose(step: ReturnStep, event: Choice): ReturnStep | 'not-now' | 'nothing-chosen' {
  switch (event.kind) {
    case 'checking':
      return isAsked(step) ? { kind: 'checking' } : 'not-now';
    case 'identified':
      return isAsked(step) || step.kind === 'checking' ? identified(event.bundles) : 'not-now';
    case 'refused':
      return isAsked(step) || step.kind === 'checking' ? { kind: 'refused', refusal: event.refusal } : 'not-now';
    case 'wait':
      return step.kind === 'checking' ? { kind: 'wait', until: event.until } : 'not-now';
    case 'choose-order': {
      const bundle = step.kind === 'which' ? step.bundles.find((one) => one.orderId === event.orderId) : undefined;
      return bundle === undefined ? 'not-now' : firstOf(bundle);
    }
    case 'set-quantity':
      if (step.kind !== 'goods' || !step.bundle.goods.some((one) => one.sku === event.sku)) return 'not-now';
      return { ...step, bundle: { ...step.bundle, goods: withQuantity(step.bundle.goods, event.sku, event.quantity) } };
    case 'set-reason':
      if (step.kind !== 'reason' || step.sku !== event.sku) return 'not-now';
      return afterReason({ ...step.bundle, goods: withReason(step.bundle.goods, step.sku, event.reason) }, step.sku);
    case 'set-pieces':
      return step.kind === 'pieces' ? { ...step, bundle: { ...step.bundle, pieces: event.pieces } } : 'not-now';
    case 'next':
      return next(step);
    case 'set-size':
      return step.kind === 'size' ? { ...step, bundle: { ...step.bundle, size: event.size } } : 'not-now';
    case 'set-email':
      return step.kind === 'size' ? { ...step, bundle: { ...step.bundle, email: event.email } } : 'not-now';
    case 'change':
      if (step.kind !== 'door' || !isStuck(step.door.flow)) return 'not-now';
      return { kind: 'size', bundle: step.bundle, again: { why: 'did-not-open', compartmentId: step.door.compartmentId } };
    case 'leave':
      return leave(step);
    default:
      return assertNever(event);
  }
}

/** What was said to be inside stays so; of anything else nobody knows. */
function leave(step: ReturnStep): ReturnStep | 'not-now' {
  if (step.kind !== 'door' || step.door.flow.kind !== 'open') return 'not-now';
  if (step.door.flow.answer === 'placed') return { ...step, kind: 'done' };
  return { kind: 'unsure', compartmentId: step.door.compartmentId, why: 'unseen' };
}

/** May a code, or a number and a PIN, be shown now? */
function isAsked(step: ReturnStep): boolean {
  return step.kind === 'identify' || step.kind === 'refused' || step.kind === 'wait';
}

function identified(bundles: readonly Bundle[]): ReturnStep | 'not-now' {
  const [first] = bundles;
  if (first === undefined) return 'not-now';
  return bundles.length === 1 ? firstOf(first) : { kind: 'which', bundles };
}

function firstOf(bundle: Bundle): ReturnStep {
  return bundle.goods.length > 0 ? { kind: 'goods', bundle } : { kind: 'pieces', bundle };
}

function next(step: ReturnStep): ReturnStep | 'not-now' | 'nothing-chosen' {
  if (step.kind === 'pieces') return { kind: 'size', bundle: step.bundle, again: null };
  if (step.kind !== 'goods') return 'not-now';
  if (chosen(step.bundle.goods).length === 0) return 'nothing-chosen';
  return askWhy(step.bundle) ?? { kind: 'size', bundle: step.bundle, again: null };
}

/** The first chosen thing of which nobody has said why it comes back. */
function askWhy(bundle: Bundle): ReturnStep | null {
  const open = chosen(bundle.goods).find((one) => one.reason === null);
  return open === undefined ? null : { kind: 'reason', bundle, sku: open.sku };
}

/** After one reason comes the next chosen thing, whether it was asked about before or not: who goes back sees them all again. */
function afterReason(bundle: Bundle, sku: string): ReturnStep {
  const asked = chosen(bundle.goods);
  const following = asked[asked.findIndex((one) => one.sku === sku) + 1];
  if (following !== undefined && following.reason === null) return { kind: 'reason', bundle, sku: following.sku };
  return askWhy(bundle) ?? { kind: 'size', bundle, again: null };
}

/** One step back; from the first the person is gone. A person who has opened a door does not go back past it. */
function back(state: ReturnState, rule: ReturnRule, mono: number): ReturnMove {
  const { step } = state;
  switch (step.kind) {
    case 'identify':
      return { kind: 'over' };
    case 'refused':
    case 'wait':
    case 'which':
      return go(state, { kind: 'identify' }, rule, mono);
    case 'goods':
    case 'pieces':
      return go(state, { kind: 'identify' }, rule, mono);
    case 'reason': {
      const asked = chosen(step.bundle.goods);
      const before = asked[asked.findIndex((one) => one.sku === step.sku) - 1];
      return go(state, before === undefined ? { kind: 'goods', bundle: step.bundle } : { ...step, sku: before.sku }, rule, mono);
    }
    case 'size': {
      const last = chosen(step.bundle.goods).at(-1);
      if (step.bundle.goods.length === 0) return go(state, { kind: 'pieces', bundle: step.bundle }, rule, mono);
      return go(state, last === undefined ? { kind: 'goods', bundle: step.bundle } : { kind: 'reason', bundle: step.bundle, sku: last.sku }, rule, mono);
    }
    case 'checking':
    case 'door':
    case 'done':
    case 'nothing':
    case 'unsure':
      return unexpected('not-now');
    default:
      return assertNever(step);
  }
}

/** Follows the door of a bundle: what its flow says decides where the person is. */
function followDoor(state: ReturnState, flow: DoorFlow, rule: ReturnRule, mono: number): ReturnMove {
  const { step } = state;
  if (step.kind !== 'door' && step.kind !== 'done') return unexpected('not-now');
  const { bundle } = step;
  const door = { ...step.door, flow };
  const { compartmentId } = door;
  // Which it is again when it opens by itself after it was closed: then it has to be closed, whatever was said.
  if (flow.kind === 'open') return go(state, { kind: 'door', bundle, door }, rule, mono);
  switch (flow.answer) {
    case 'placed':
      return step.kind === 'done' ? moved({ ...state, step: { ...step, door } }) : go(state, { kind: 'done', bundle, door }, rule, mono);
    case 'not-empty':
      return go(state, { kind: 'size', bundle, again: { why: 'not-empty', compartmentId } }, rule, mono);
    case 'changed-mind':
      return go(state, { kind: 'nothing', compartmentId }, rule, mono);
    case 'none':
      return go(state, { kind: 'unsure', compartmentId, why: 'no-answer' }, rule, mono);
    case null:
      if (flow.kind === 'ended' && flow.outcome !== 'open-failed') return go(state, { kind: 'unsure', compartmentId, why: 'unseen' }, rule, mono);
      // What is told or asked for already goes on counting down.
      return step.kind === 'door' && step.door.flow.kind === flow.kind
        ? moved({ ...state, step: { ...step, door } })
        : go(state, { kind: 'door', bundle, door }, rule, mono);
    case 'empty':
    case 'taken':
    case 'left':
    case 'other':
      return unexpected('not-now');
    default:
      return assertNever(flow.answer);
  }
}

function passTime(state: ReturnState, rule: ReturnRule, mono: number): ReturnMove {
  const { step, endsAt } = state;
  if (endsAt === null || mono < endsAt) return { kind: 'moved', state };
  if (step.kind !== 'door' || step.door.flow.kind !== 'asking') return { kind: 'over' };
  // Something may lie inside: whoever comes next must not be asked in place of the one who left.
  return go(state, { kind: 'unsure', compartmentId: step.door.compartmentId, why: 'no-answer' }, rule, mono);
}

function isStuck(flow: DoorFlow): boolean {
  return flow.kind === 'jammed' || (flow.kind === 'ended' && flow.outcome === 'open-failed');
}

function go(state: ReturnState, step: ReturnStep, rule: ReturnRule, mono: number): ReturnMove {
  return moved(at(step, rule, mono, state.extensionsLeft));
}

function at(step: ReturnStep, rule: ReturnRule, mono: number, extensionsLeft: number): ReturnState {
  const lasts = lastsMs(step, rule);
  return { step, endsAt: lasts === null ? null : mono + lasts, extensionsLeft };
}

function lastsMs(step: ReturnStep, rule: ReturnRule): number | null {
  switch (step.kind) {
    case 'checking':
      return null;
    case 'door':
      if (step.door.flow.kind === 'asking') return rule.answerMs;
      return isStuck(step.door.flow) ? rule.choosingMs : null;
    case 'done':
      return rule.receiptMs;
    case 'nothing':
    case 'unsure':
      return rule.tellingMs;
    case 'identify':
    case 'refused':
    case 'wait':
    case 'which':
    case 'goods':
    case 'reason':
    case 'pieces':
    case 'size':
      return rule.choosingMs;
    default:
      return assertNever(step);
  }
}

function moved(state: ReturnState): ReturnMove {
  return { kind: 'moved', state };
}

function unexpected(why: Extract<ReturnMove, { readonly kind: 'unexpected' }>['why']): ReturnMove {
  return { kind: 'unexpected', why };
}
