import { useRef } from 'react';
import type { StationIntents } from '../bridge/intents.ts';

/** Where a code was read. */
export type ScanSource = Parameters<StationIntents['silo']['scan']>[0]['source'];

/** A code that is longer than any of ours is cut: enough of it is sent for the station to refuse it. */
const MAX_SENT = 600;

/**
 * Sends codes to the station, one at a time. False: the station could not hear it now (another code is under way, it came too soon after
 * the last one, nobody answered), so that a reader that still sees the code offers it again.
 */
export function useScan(intents: StationIntents['silo']): (code: string, source: ScanSource) => Promise<boolean> {
  const running = useRef(false);
  return async (code, source) => {
    if (running.current) return false;
    running.current = true;
    const answer = await intents.scan({ code: code.slice(0, MAX_SENT), source });
    running.current = false;
    return answer.ok || (answer.error.kind !== 'busy' && answer.error.kind !== 'unreachable');
  };
}
