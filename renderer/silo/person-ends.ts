import type { SiloState } from '../../src/contract/station/silo-views.ts';

type Kind = SiloState['kind'];

/** From these a silo is ready again only when their person has finished, or has walked away. */
const lastOnes: ReadonlySet<Kind> = new Set<Kind>(['thanks', 'next', 'again', 'pin', 'shut']);

/** Of a return, from these its person may go back and do something else. */
const goOn: ReadonlySet<Kind> = new Set<Kind>(['return-identify', 'return-checking', 'return-refused', 'return-wait']);

/** Is the person gone whom the silo showed `before`, so that their language and text size go with them? */
export function personEnds(before: Kind | null, now: Kind | null): boolean {
  if (now !== 'ready' || before === null) return false;
  return lastOnes.has(before) || (before.startsWith('return-') && !goOn.has(before));
}
