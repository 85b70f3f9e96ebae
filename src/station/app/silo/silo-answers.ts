import type { PassRefusal } from '../../../contract/pass/pass.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { ShutPlace } from '../../../core/parcels/judge-visit.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { doorsOf } from './door-of.ts';
import { emptiedDoors } from './front-facts.ts';
import { pinBlocked } from './pin-entry.ts';
import { type Reason, type Shown, shownOf } from './refusals.ts';
import type { ScanSource, SiloParts } from './silo-parts.ts';
import type { Question, SiloScreen } from './silo-screen.ts';
import type { Visitor } from './visitor.ts';

type Refused = Result<never, { readonly kind: 'refused' }>;

/** What the silo says where no door moves: refusals, each with its one audit entry, and questions. */
export interface SiloAnswers {
  /** Every refusal: one audit entry, one general message, and the silo is ready again before three seconds are over. */
  refuse(reason: Reason, shown: Shown, passId: PassId | null, source: Visitor['source']): Refused;
  /** A text that is no code of this silo. */
  refuseText(refusal: PassRefusal, source: ScanSource): Refused;
  /** Nothing can be opened, or not this door. */
  unreachable(reason: 'R_STORAGE' | 'R_UNAVAILABLE', visitor: Visitor): Refused;
  /** The PIN was wrong too often. `codeWorks`: its QR code opens all the same. */
  locked(codeWorks: boolean, passId: PassId | null, source: Visitor['source']): Refused;
  /** Their parcels lie behind doors that nobody may open now. Staff are called by whoever says this. */
  shut(places: readonly [ShutPlace, ...ShutPlace[]], visitor: Visitor): Refused;
  wait(until: UnixMs, source: Visitor['source']): Result<never, { readonly kind: 'wait' }>;
  audit(reason: Reason, passId: PassId | null, source: Visitor['source']): void;
  /** Asks, in the place of whatever is shown. `wrong`: the last answer was not right. */
  ask(question: Question, wrong: boolean): void;
  /** Asks for the PIN of a good code. That it is locked is said at once: nobody is to type for nothing. */
  askPin(visitor: Visitor): Result<undefined, { readonly kind: 'refused' }>;
}

/** How long a refusal stays on the screen, a question waits for its answer, and the word of a locked PIN, or of a door that cannot be opened, is read. Milliseconds. */
const REFUSAL_MS = 2500;
const QUESTION_MS = 90_000;
const LOCKED_MS = 20_000;
const SHUT_MS = 60_000;

/** What the silo says, on its screen. */
export function createSiloAnswers(parts: SiloParts, screen: SiloScreen): SiloAnswers {
  const { store, clock, logger } = parts;
  const answers: SiloAnswers = {
    refuse: (reason, shown, passId, source) => {
      answers.audit(reason, passId, source);
      screen.notice((until) => ({ ...shown, until }), REFUSAL_MS);
      return err({ kind: 'refused' });
    },
    refuseText: (refusal, source) => answers.refuse(refusal.kind, shownOf(refusal, store.read.config()), null, source),
    unreachable: (reason, { passId, source }) => {
      answers.audit(reason, passId, source);
      const state = screen.unavailable() ?? { kind: 'unavailable', reason: reason === 'R_STORAGE' ? 'storage' : 'doors-unreachable' };
      screen.notice(() => state, REFUSAL_MS);
      return err({ kind: 'refused' });
    },
    locked: (codeWorks, passId, source) => {
      answers.audit('R_LOCKED', passId, source);
      screen.notice((until) => ({ kind: 'locked', codeWorks, until }), LOCKED_MS);
      return err({ kind: 'refused' });
    },
    shut: (places, { passId, source }) => {
      answers.audit('R_SHUT', passId, source);
      screen.notice((until) => shutState(parts, places, until), SHUT_MS);
      return err({ kind: 'refused' });
    },
    wait: (until, source) => {
      answers.audit('R_WAIT', null, source);
      screen.notice(() => ({ kind: 'wait', until }), REFUSAL_MS);
      return err({ kind: 'wait' });
    },
    audit: (reason, passId, source) => {
      const written = store.commit<undefined, never>((tx) => {
        tx.audit({ kind: 'pass.refused', at: clock.now(), facts: { reason, pass: passId, source } });
        return done;
      });
      if (!written.ok) logger.error('a refusal could not be stored', { reason, detail: written.error.detail });
    },
    ask: (question, wrong) => {
      screen.setFront(null);
      screen.notice((until) => questionState(parts, question, wrong, until), QUESTION_MS, question);
    },
    askPin: (visitor) => {
      const blocked = pinBlocked(parts, visitor.passId);
      if (blocked === 'locked') return answers.locked(false, visitor.passId, visitor.source);
      if (blocked === null) {
        answers.ask({ kind: 'pin', visitor, extensions: 0 }, false);
        return done;
      }
      answers.audit('R_WAIT', null, visitor.source);
      screen.notice(() => ({ kind: 'wait', until: blocked }), REFUSAL_MS);
      return err({ kind: 'refused' });
    },
  };
  return answers;
}

function shutState({ store }: SiloParts, places: readonly [ShutPlace, ...ShutPlace[]], until: UnixMs): SiloState {
  const why = (['hold', 'out-of-service'] as const).find((one) => places.some((place) => place.why === one)) ?? 'look';
  const phone = store.read.config()?.silo.helpPhone ?? null;
  return { kind: 'shut', doors: [...doorsOf(store.read, places)], why, called: store.read.helpCall('silo') !== null, phone, until };
}

function questionState(parts: SiloParts, question: Question, wrong: boolean, until: UnixMs): SiloState {
  if (question.kind === 'pin') return { kind: 'pin', wrong, until };
  const emptied = emptiedDoors(parts, question.visit);
  return emptied === null ? { kind: 'refused', reason: 'not-valid', until } : { kind: 'again', emptied, until };
}
