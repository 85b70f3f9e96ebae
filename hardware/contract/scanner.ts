import type { CodeReading } from './code-reading.ts';

/** One code that a scanner read: raw bytes, at most 512, without the suffix. What they mean is not this layer's business. */
export interface Scan {
  readonly bytes: Uint8Array;
  /** The AIM symbology identifier that stood before the code, for example `]Q1`, or null. */
  readonly aim: string | null;
  /** The same bytes, read by the rules of their carrier: GS1 elements, a GTIN, or text. */
  readonly reading: CodeReading;
}

/** A reading that was refused at the door of the scanner. */
export type ScanProblem = { readonly kind: 'too-long' } | { readonly kind: 'control-characters' } | { readonly kind: 'too-soon' };

/**
 * What came of asking a scanner to begin or to stop reading.
 * - `sent`: the command left, to a model that does not answer it.
 * - `acknowledged`: the module answered that it took it.
 * - `always-reads`: this model reads whenever a code is before it; nothing was sent.
 * - `failed`: no usable port, or no answer in time.
 */
export type TriggerOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'always-reads' }
  | { readonly kind: 'failed'; readonly detail: string };

/**
 * How well a scanner is. A model with a heartbeat is `ok` while it answers; one without is `ok` while its port is open. `detail` is one
 * sentence for a technician; empty when all is well. It may also say, of a scanner that works, what it would not be set to.
 */
export interface ScannerHealth {
  readonly health: 'ok' | 'down';
  readonly detail: string;
}

/** A code scanner on a port of its own. */
export interface Scanner {
  readonly health: 'ok' | 'down';
  onScan(listener: (scan: Scan) => void): () => void;
  onProblem(listener: (problem: ScanProblem) => void): () => void;
  /** Subscribes to changes of health; the first call comes at once, with how it is now. */
  onHealth(listener: (health: ScannerHealth) => void): () => void;
  /** Asks for one reading, where the model waits for that. Resolves, never rejects. */
  trigger(): Promise<TriggerOutcome>;
  /** Ends the reading that `trigger` began. */
  untrigger(): Promise<TriggerOutcome>;
  close(): Promise<void>;
}
