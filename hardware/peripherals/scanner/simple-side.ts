import type { OpenLink } from '../../contract/link.ts';
import type { TriggerOutcome } from '../../contract/scanner.ts';
import { honeywellTrigger, honeywellUntrigger } from '../../wire/honeywell.ts';
import { portClosed, type ScannerSide, type ScannerSurroundings } from './scanner-side.ts';

/** Commands of a model that answers none; null where it has none because it always reads. */
interface TriggerBytes {
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/** Zebra, Newland and others over USB-CDC: text and a suffix, nothing to ask. */
export function createPlainSide(surroundings: ScannerSurroundings): ScannerSide {
  return createSide(surroundings, null);
}

/** Honeywell on serial: the same, and a trigger that is not answered. */
export function createHoneywellSide(surroundings: ScannerSurroundings): ScannerSide {
  return createSide(surroundings, { begin: honeywellTrigger, end: honeywellUntrigger });
}

/** Nothing tells of such a device but its port. */
function createSide(surroundings: ScannerSurroundings, commands: TriggerBytes | null): ScannerSide {
  let port: OpenLink | null = null;
  const send = async (bytes: readonly number[] | undefined): Promise<TriggerOutcome> => {
    if (bytes === undefined) return { kind: 'always-reads' };
    if (port === null) return portClosed;
    const problem = await port.write(Uint8Array.from(bytes));
    return problem === undefined ? { kind: 'sent' } : { kind: 'failed', detail: problem.detail };
  };
  return {
    onUp(opened) {
      port = opened;
      surroundings.turn({ health: 'ok', detail: '' });
    },
    onDown(problem) {
      port = null;
      surroundings.turn({ health: 'down', detail: problem.detail });
    },
    sift: (bytes) => bytes,
    endOfInput: () => new Uint8Array(0),
    trigger: () => send(commands?.begin),
    untrigger: () => send(commands?.end),
    close() {
      port = null;
    },
  };
}
