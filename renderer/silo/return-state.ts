import type { SiloState } from '../../src/contract/station/silo-views.ts';

/** The states of somebody who brings something back. */
export type ReturnState = Extract<SiloState, { readonly kind: `return-${string}` }>;

/** One of them. */
export type ReturnStateOf<K extends ReturnState['kind']> = Extract<ReturnState, { readonly kind: K }>;

/** Why something that was asked for a return did not happen. */
export type ReturnProblem =
  | 'not-now'
  | 'busy'
  | 'unavailable'
  | 'refused'
  | 'wait'
  | 'nothing-chosen'
  | 'no-free-compartment'
  | 'doors-unreachable'
  | 'storage'
  | 'door-open'
  | 'no-extensions-left'
  | 'no-printer'
  | 'paper-out'
  | 'cover-open'
  | 'offline'
  | 'unreachable';

/** Is somebody bringing something back? */
export function isReturn(state: SiloState): state is ReturnState {
  return state.kind.startsWith('return-');
}

/** Does this state wait for a code, which any reader may bring? */
export function awaitsReturnCode(kind: SiloState['kind']): boolean {
  return kind === 'return-identify' || kind === 'return-refused' || kind === 'return-wait';
}
