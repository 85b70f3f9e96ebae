import type { ReactNode } from 'react';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import { DigitsScreen } from './digits-screen.tsx';

/** What a member of staff types: the number on the badge, or the PIN. */
export interface PersonEntryProps {
  readonly screen: string;
  readonly title: string;
  readonly note: string;
  /** The name of the field after so many digits, for who does not see it. */
  readonly fieldLabel: (count: number) => string;
  readonly action: string;
  readonly problem?: string | null;
  readonly busy?: boolean;
  readonly corner?: ReactNode;
  readonly onDone: (digits: string) => void;
  readonly onBack: () => void;
}

/** The number of a member, instead of their badge. */
export function NumberEntry({ problem = null, busy = false, ...entry }: PersonEntryProps) {
  return <DigitsScreen key="number" {...entry} problem={problem} busy={busy} least={4} most={8} secret={false} />;
}

/** The PIN of a member. What is typed is never shown. */
export function PinEntry({ problem = null, busy = false, ...entry }: PersonEntryProps) {
  return <DigitsScreen key="pin" {...entry} problem={problem} busy={busy} least={4} most={12} secret />;
}

/** The text of a badge in what was read, or null: it is something else. */
export function badgeIn(code: string): string | null {
  return code.startsWith(BADGE) && code.length <= MAX_BADGE ? code : null;
}

/**
 * Hears the scanners while a badge is asked for: `typing` where codes may also be typed, as a demonstration does; `port` where digits are
 * typed, so that only the station's own scanner counts. What it reads while no badge is asked for goes nowhere.
 */
export function useBadge(mode: 'off' | 'port' | 'reading' | 'typing', onCode: (code: string) => void): void {
  useWedge(mode === 'port' ? 'off' : mode, (reading) => onCode(reading.kind === 'code' ? reading.text : ''));
  usePortReader('screen', ({ code }) => {
    if (mode !== 'off') onCode(code);
    return true;
  });
}

/** How the text of a badge begins. */
const BADGE = 'PB1:';
/** Longest badge text that the station takes. */
const MAX_BADGE = 128;
