import { useEffect, useEffectEvent } from 'react';
import type { PortReading } from '../../src/contract/station/reader-contract.ts';
import { useBridge } from '../bridge/hooks.tsx';
import type { ReadingLevel } from '../bridge/readings.ts';

/**
 * Hears what the scanner on the station's own port reads, while the component is on screen. `take` answers whether it had a use for it; what
 * the screen does not take is offered to the area around it, then to the page. A code that stays before the scanner is heard once.
 */
export function usePortReader(level: ReadingLevel, take: (reading: PortReading) => boolean): void {
  const { readings } = useBridge();
  const offered = useEffectEvent(take);
  useEffect(() => readings.subscribe(level, offered), [readings, level]);
}
