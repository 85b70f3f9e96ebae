import type { HelpView } from '../../src/contract/station/help-views.ts';
import { done } from '../../src/kernel/result.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';

/** What the station answers about calls, in every scene. */
export const helpAnswers: NonNullable<MockAnswers['help']> = { call: () => done, takeBack: () => done, answer: () => done, end: () => done };

/** A call of a minute ago that nobody has answered. */
export function callingHelp(changes: Partial<HelpView> = {}): HelpView {
  return { state: 'calling', why: 'person', since: Date.now() - 62_000, answeredAfterMs: null, phone: null, late: false, everywhere: true, ...changes };
}

/** The states of a call, by name. */
export const helpStates: Readonly<Record<'calling' | 'alone' | 'late' | 'coming' | 'wiring' | 'stuck', () => HelpView>> = {
  calling: () => callingHelp(),
  alone: () => callingHelp({ everywhere: false }),
  late: () => callingHelp({ late: true, phone: '+34 910 555 014', since: Date.now() - 154_000 }),
  coming: () => callingHelp({ state: 'coming', answeredAfterMs: 41_000 }),
  stuck: () => callingHelp({ why: 'did-not-open' }),
  wiring: () => callingHelp({ why: 'wiring' }),
};
