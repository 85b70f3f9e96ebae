import type { SiloState } from '../../src/contract/station/silo-views.ts';

const kinds = [
  'pin',
  'locked',
  'opening',
  'open',
  'did-not-open',
  'next',
  'thanks',
  'shut',
  'again',
  'unsure',
  'close-door',
] as const satisfies readonly SiloState['kind'][];

/** The states of somebody who collects, once their code was good, and of a door that needs a hand. */
export type CollectState = Extract<SiloState, { readonly kind: (typeof kinds)[number] }>;

/** Is this state one of them? */
export function isCollect(state: SiloState): state is CollectState {
  return kinds.some((kind) => kind === state.kind);
}

/** Does the screen belong to one person now, so that nothing that is read may change it? */
export function isTaken(kind: SiloState['kind']): boolean {
  return kind === 'checking' || kind === 'opening' || kind === 'open' || kind === 'next';
}

/** Could something be reported here that was not reported yet? */
export function mayReport(state: CollectState): boolean {
  return (state.kind === 'open' && state.reported === null) || (state.kind === 'thanks' && state.canReport);
}
