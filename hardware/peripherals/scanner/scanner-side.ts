import type { HardwareClock } from '../../contract/clock.ts';
import type { LinkProblem, OpenLink } from '../../contract/link.ts';
import type { ScannerHealth, TriggerOutcome } from '../../contract/scanner.ts';

/** What a model's side needs from the scanner around it. */
export interface ScannerSurroundings {
  readonly clock: HardwareClock;
  /** Milliseconds that so many bytes need on the wire. */
  wireTimeMs(count: number): number;
  /** Tells how the scanner is now. */
  turn(health: ScannerHealth): void;
  /** Gives up the port and opens it anew, because the device behind it is dead. */
  reopen(problem: LinkProblem): void;
}

/** What differs between models: commands, answers and how health is known. Codes are the same for all. */
export interface ScannerSide {
  onUp(port: OpenLink): void;
  onDown(problem: LinkProblem): void;
  /** Takes what the device sent and gives the bytes that belong to codes, in order. */
  sift(bytes: Uint8Array): Uint8Array;
  /** The line is quiet: gives bytes that were held and belong to a code after all. */
  endOfInput(): Uint8Array;
  trigger(): Promise<TriggerOutcome>;
  untrigger(): Promise<TriggerOutcome>;
  close(): void;
}

/** A scanner of this model that cannot be asked anything. */
export const portClosed: TriggerOutcome = { kind: 'failed', detail: 'The port is not open.' };
