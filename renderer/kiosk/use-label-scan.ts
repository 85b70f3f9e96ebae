import { useState } from 'react';
import { useKiosk } from '../bridge/hooks.tsx';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import { goTo } from '../ui/route.ts';

/** Why a label led nowhere. */
export type LabelProblem = 'unknown' | 'unreadable' | 'unreachable';

/** The reading of labels on one screen. */
export interface LabelScan {
  readonly problem: LabelProblem | null;
  readonly forget: () => void;
  /** A label that a camera saw. Answers whether the station heard it; if not, it is worth reading again. */
  readonly read: (code: string) => Promise<boolean>;
}

const MAX_LABEL = 512;

/** A scanner that types is recognised by its speed; its first keys have reached the field by then. */
const STRAY_KEYS = 2;

/**
 * Leads from a label, held to the scanner or the camera, straight to its variant. `isOn` where a label makes sense; `onStray` hears which keys of
 * the scanner may stand in a field now.
 */
export function useLabelScan(isOn: boolean, onStray: (keys: string) => void): LabelScan {
  const { catalogue } = useKiosk();
  const [problem, setProblem] = useState<LabelProblem | null>(null);
  const read = async (code: string): Promise<boolean> => {
    const found = await catalogue.scan({ code: code.slice(0, MAX_LABEL) });
    if (found.ok) {
      setProblem(null);
      goTo(`/kiosk/p/${encodeURIComponent(found.value.productId)}?${new URLSearchParams({ sku: found.value.sku }).toString()}`);
      return true;
    }
    const { kind } = found.error;
    const isHeard = kind === 'unknown' || kind === 'unreadable';
    setProblem(isHeard ? kind : 'unreachable');
    return isHeard;
  };
  useWedge(isOn ? 'typing' : 'off', (reading) => {
    if (reading.kind === 'code') {
      onStray(reading.text.slice(0, STRAY_KEYS));
      void read(reading.text);
    } else setProblem('unreadable');
  });
  usePortReader('area', ({ kind, code }) => {
    if (!isOn || kind === 'badge') return false;
    void read(code);
    return true;
  });
  return { problem, forget: () => setProblem(null), read };
}
