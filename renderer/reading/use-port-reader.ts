import { useEffect, useEffectEvent, useMemo } from 'react';
import type { PortReading } from '../../src/contract/station/reader-contract.ts';
import { useBridge } from '../bridge/hooks.tsx';
import type { ReadingLevel } from '../bridge/readings.ts';
import { createScanGate } from './scan-gate.ts';

/**
 * Hears what the scanner on the station's own port reads, while the component is on screen. `take` answers whether it had a use for it; what
 * the screen does not take is offered to the area around it, then to the page. The same gate as for the camera stands before it.
 */
export function usePortReader(level: ReadingLevel, take: (reading: PortReading) => boolean): void {
  const { readings } = useBridge();
  const gate = useMemo(() => createScanGate(() => performance.now()), []);
  const offered = useEffectEvent((reading: PortReading) => gate.offer(reading.code) && take(reading));
  useEffect(() => readings.subscribe(level, offered), [readings, level]);
}
