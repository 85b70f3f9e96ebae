import type { ReactNode } from 'react';

/** What every silo screen hands to its frame: the corner that tells of a lost hub, and the way out where there is one. */
export interface SiloChrome {
  readonly corner: ReactNode;
  readonly onBack?: () => void;
  readonly backLabel?: string;
  /** A step within what the station shows: its own texts are said, not the sentences of that state once more. */
  readonly tellsItself?: boolean;
}
