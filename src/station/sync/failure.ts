import { assertNever } from '../../kernel/assert-never.ts';
import type { StorageFailure } from '../ports/store.ts';
import type { HubFailure } from './hub-client.ts';

/** Why a step of the sync has to be tried again later. */
export type SyncFailure =
  | HubFailure
  | StorageFailure
  /** The catalogue's thread could not apply a page. */
  | { readonly kind: 'catalogue'; readonly detail: string }
  /** A bug. It is told in the log and the step is tried again: doors and screens must not end with it. */
  | { readonly kind: 'defect'; readonly detail: string }
  /** The hub answered, but nothing moved: to go on at once would be a loop without end. */
  | { readonly kind: 'no-progress'; readonly detail: string };

/** How long the hub asked to be left alone, or null. */
export function retryAfterOf(failure: SyncFailure): number | null {
  return failure.kind === 'refused' ? failure.retryAfterMs : null;
}

/** What a failure says about the line: the hub answered, or it is away, or nothing (the trouble is on this side). */
export function lineAfter(failure: SyncFailure): 'answers' | 'away' | 'unknown' {
  switch (failure.kind) {
    case 'unreachable':
    case 'not-the-hub':
      return 'away';
    case 'refused':
      // A hub that does not know this station, or cannot serve, is as good as none.
      return ['unauthorised', 'forbidden', 'unavailable'].includes(failure.code) ? 'away' : 'answers';
    case 'storage':
    case 'catalogue':
    case 'defect':
    case 'no-progress':
      return 'unknown';
    default:
      return assertNever(failure);
  }
}

/** One word and what is beside it, for the log. */
export function failureFields(failure: SyncFailure): Readonly<Record<string, string>> {
  return failure.kind === 'refused' ? { kind: failure.kind, code: failure.code } : { kind: failure.kind, detail: failure.detail };
}
