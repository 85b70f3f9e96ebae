import type { SiloState } from '../../src/contract/station/silo-views.ts';

/** The states of somebody who brings something back. */
export type ReturnState = Extract<SiloState, { readonly kind: `return-${string}` }>;

/** One of them. */
export type ReturnStateOf<K extends ReturnState['kind']> = Extract<ReturnState, { readonly kind: K }>;

/** Is somebody bringing something back? */
export function isReturn(state: SiloState): state is ReturnState {
  return state.kind.startsWith('return-');
}

/** Does this state wait for a code, which any reader may bring? */
export function awaitsReturnCode(kind: SiloState['kind']): boolean {
  return kind === 'return-identify' || kind === 'return-refused' || kind === 'return-wait';
}
