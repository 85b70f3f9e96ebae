/** One code that a scanner read: raw bytes, at most 512, without the suffix. What they mean is not this layer's business. */
export interface Scan {
  readonly bytes: Uint8Array;
  /** The AIM symbology identifier that stood before the code, for example `]Q1`, or null. */
  readonly aim: string | null;
}

/** A reading that was refused at the door of the scanner. */
export type ScanProblem = { readonly kind: 'too-long' } | { readonly kind: 'control-characters' } | { readonly kind: 'too-soon' };

/** A code scanner on a port of its own. */
export interface Scanner {
  readonly health: 'ok' | 'down';
  onScan(listener: (scan: Scan) => void): () => void;
  onProblem(listener: (problem: ScanProblem) => void): () => void;
  close(): Promise<void>;
}
