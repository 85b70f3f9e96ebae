import type { AssistCall } from '../../../contract/station/assist-views.ts';
import type { HelpRinging, HelpView } from '../../../contract/station/help-views.ts';
import { noHelp } from '../../../contract/station/no-help.ts';
import type { HelpCallRow, HelpOutcome, SiloRules } from '../../../contract/hub/silo.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { HelpCall } from '../../ports/help-call.ts';
import type { StoreWriter } from '../../ports/store.ts';

/** Who comes: the member, and the name that screens show. */
export interface Helper {
  readonly staffId: string;
  readonly name: string;
}

/** Who says that a call is over, and how it ended. */
export interface Said {
  readonly staffId: string;
  readonly outcome: HelpOutcome;
}

/** Nobody stands and waits for longer than this: a call that nobody answered, and one whose helper never said that it is done. Milliseconds. */
export const UNANSWERED_ENDS_MS = 3_600_000;
export const ANSWERED_ENDS_MS = 1_800_000;
/** Whoever says that they come is there by then, or the call rings again for everybody. Milliseconds. */
export const COMING_LASTS_MS = 300_000;

/** Writes a new call, with what the hub is told of it. */
export function writeCall(tx: StoreWriter, call: HelpCall): void {
  const { callId, screen, why, doorNumber, calledAt, doing } = call;
  tx.putHelpCall(call);
  tx.audit({ kind: 'help.called', at: calledAt, facts: { call: callId, screen, why, door: doorNumber, doing } });
  tx.enqueue({ kind: 'help.called', callId, screen, ...(doing === null ? {} : { doing }), at: calledAt }, calledAt);
}

/** Writes that somebody of this station's staff comes. */
export function writeAnswer(tx: StoreWriter, call: HelpCall, helper: Helper, at: UnixMs): void {
  tx.putHelpCall({ ...call, answeredAt: at, answeredBy: helper.name });
  tellAnswer(tx, call, helper, at);
}

/** Writes that somebody of this station's staff goes to another station of the shop; the hub tells it there. */
export function writeAnswerElsewhere(tx: StoreWriter, call: HelpCallRow, helper: Helper, at: UnixMs): void {
  tx.putCallElsewhere({ ...call, answeredAt: at, answeredBy: helper.name });
  tellAnswer(tx, call, helper, at);
}

/** Writes what the hub says of a call of this station: somebody answered it at another one. */
export function writeAnswerHeard(tx: StoreWriter, call: HelpCall, heard: { readonly at: UnixMs; readonly name: string | null }): void {
  tx.putHelpCall({ ...call, answeredAt: heard.at, answeredBy: heard.name });
  tx.audit({ kind: 'help.answered-elsewhere', at: heard.at, facts: { call: call.callId } });
}

/** Writes that nobody came although somebody said so: the call rings again. */
export function writeReopened(tx: StoreWriter, call: HelpCall, at: UnixMs): void {
  tx.putHelpCall({ ...call, answeredAt: null, answeredBy: null, reopenedAt: at });
  tx.audit({ kind: 'help.reopened', at, facts: { call: call.callId } });
  tx.enqueue({ kind: 'help.reopened', callId: call.callId, at }, at);
}

/** Writes the end of a call of this station. `how` goes to the audit. One that was ended elsewhere ends as the hub's word is taken in (`store/apply-rows.ts`). */
export function writeEnd(
  tx: StoreWriter,
  call: HelpCall,
  how: 'solved' | 'done' | 'helper-left' | 'door-closed' | 'nobody-came' | 'session-over',
  at: UnixMs,
  said: Said | null = null,
): void {
  const outcome = said?.outcome ?? null;
  tx.putHelpCall({ ...call, endedAt: at, outcome });
  tx.audit({ kind: 'help.ended', at, facts: { call: call.callId, reason: how, ...(said === null ? {} : { outcome, staff: said.staffId }) } });
  tx.enqueue({ kind: 'help.ended', callId: call.callId, ...(outcome === null ? {} : { outcome }), at }, at);
}

/** Writes that a call of another station is over. */
export function writeEndElsewhere(tx: StoreWriter, call: HelpCallRow, { staffId, outcome }: Said, at: UnixMs): void {
  tx.putCallElsewhere({ ...call, endedAt: at });
  tx.audit({ kind: 'help.ended', at, facts: { call: call.callId, reason: 'done', outcome, staff: staffId } });
  tx.enqueue({ kind: 'help.ended', callId: call.callId, outcome, at }, at);
}

/** When a call that somebody answered rings again, unless they are seen to have come. */
export function ringsAgainAt(call: HelpCall): UnixMs | null {
  return call.answeredAt === null ? null : call.answeredAt + COMING_LASTS_MS;
}

/** When a call ends by itself. */
export function endsBySelfAt(call: HelpCall): UnixMs {
  return call.answeredAt === null ? call.calledAt + UNANSWERED_ENDS_MS : call.answeredAt + ANSWERED_ENDS_MS;
}

/** A call as whoever stands at its screen sees it. */
export function helpView(call: HelpCall | null, rules: SiloRules, at: UnixMs, everywhere: boolean): HelpView {
  if (call === null) return noHelp;
  const { why, calledAt, answeredAt } = call;
  const late = answeredAt === null && at >= lateAt(call, rules);
  return {
    state: answeredAt === null ? 'calling' : 'coming',
    why,
    since: calledAt,
    answeredAfterMs: answeredAt === null ? null : Math.max(0, answeredAt - calledAt),
    phone: late ? rules.helpPhone : null,
    late,
    everywhere,
  };
}

/** A call of this station as staff see it. */
export function ringingHere(call: HelpCall, rules: SiloRules): HelpRinging {
  const { callId, screen, why, doorNumber, calledAt, answeredAt, answeredBy, doing } = call;
  const told = { callId, where: 'here', station: null, screen, why, doorNumber, calledAt, answeredAt, answeredBy } as const;
  return { ...told, lateAt: lateAt(call, rules), ...(doing === null ? {} : { doing }) };
}

/** A call of another station as staff see it. */
export function ringingElsewhere(call: HelpCallRow, rules: SiloRules): HelpRinging {
  const { callId, stationCode, screen, calledAt, answeredAt, answeredBy, doing } = call;
  const told = { callId, where: 'elsewhere', station: stationCode ?? null, screen, why: 'person', doorNumber: null, calledAt, answeredAt, answeredBy } as const;
  return { ...told, lateAt: lateAt(call, rules), ...(doing === undefined ? {} : { doing }) };
}

/** A call as it is shown beside the shopper of this kiosk to a member with this name; null: it is not. */
export function besideShopper({ callId, where, station, screen, calledAt, answeredAt, answeredBy }: HelpRinging, name: string): AssistCall | null {
  if (where === 'here' && screen === 'kiosk') return null;
  const isMine = answeredAt !== null && answeredBy === name;
  return answeredAt === null || isMine ? { callId, where, station, screen, calledAt, isMine } : null;
}

/** A call that begins now. */
export function newCall(about: Pick<HelpCall, 'callId' | 'screen' | 'why' | 'doorNumber' | 'doing'>, at: UnixMs): HelpCall {
  return { ...about, calledAt: at, answeredAt: null, answeredBy: null, endedAt: null, reopenedAt: null, outcome: null };
}

function lateAt({ calledAt }: Pick<HelpCall, 'calledAt'>, rules: SiloRules): UnixMs {
  return calledAt + rules.helpAfterSeconds * 1000;
}

function tellAnswer(tx: StoreWriter, call: Pick<HelpCall, 'callId' | 'calledAt'>, { staffId }: Helper, at: UnixMs): void {
  const waitedMs = Math.max(0, at - call.calledAt);
  tx.audit({ kind: 'help.answered', at, facts: { call: call.callId, staff: staffId, waitedMs } });
  tx.enqueue({ kind: 'help.answered', callId: call.callId, staffId, waitedMs, at }, at);
}
