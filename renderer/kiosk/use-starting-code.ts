import { isBagUrl } from '../../src/contract/bag-code.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';

/** How codes begin that are for others: doors, badges, the till. */
const FOR_OTHERS = /^(?:LK1|PB1|PT1):/;
const MAX_LABEL = 512;

/**
 * Begins a session with a label or a bag's code that somebody holds to the scanner before they touch the screen. What this shop does not sell begins nothing: the
 * scanner may have read whatever somebody carried past it.
 */
export function useStartingCode(onCode: (code: string) => void): void {
  const { catalogue } = useKiosk();
  const offered = async (code: string) => {
    if (FOR_OTHERS.test(code)) return;
    if (isBagUrl(code) || (await catalogue.scan({ code: code.slice(0, MAX_LABEL) })).ok) onCode(code);
  };
  useWedge('typing', (reading) => {
    if (reading.kind === 'code') void offered(reading.text);
  });
  usePortReader('area', ({ kind, code }) => {
    if (kind !== 'other') return false;
    void offered(code);
    return true;
  });
}
