import type { Answered } from '../bridge/use-action.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';

/** Longest label that the station takes. */
export const MAX_LABEL = 512;

/** Hears the labels of parcels, from a scanner that types and from the one on the station's own port. `typing`: a person may type here too. */
export function useLabels(typing: boolean, onLabel: (label: string) => void): void {
  useWedge(typing ? 'typing' : 'reading', (reading) => {
    if (reading.kind === 'code') onLabel(reading.text.slice(0, MAX_LABEL));
  });
  usePortReader('screen', ({ kind, code }) => {
    if (kind === 'badge') return false;
    onLabel(code.slice(0, MAX_LABEL));
    return true;
  });
}

/** Did the station hear this label, whatever it made of it? Else it is worth reading again. */
export function wasHeard(answer: Answered<string>): boolean {
  return answer.ok || (answer.error.kind !== 'unreachable' && answer.error.kind !== 'busy');
}
