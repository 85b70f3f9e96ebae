import type { Operation } from '../../../src/contract/events/operations.ts';

/** Something that a person saw succeed at a station. */
export interface Entry {
  readonly operationId: string;
  readonly stationId: string;
  /** Its place among all that its station ever committed. */
  readonly n: number;
  readonly operation: Operation;
  /** Its station's disk was replaced by an older copy before the hub had said that it has it: it may have arrived, and need not. */
  isMaybe: boolean;
}

/** All that people saw succeed, at every station. It shares nothing with the stations' books. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly orderIds: string[] = [];

  add(operationId: string, stationId: string, operation: Operation): void {
    const n = this.of(stationId).length;
    this.entries.push({ operationId, stationId, n, operation, isMaybe: false });
    if (operation.kind === 'order.placed') this.orderIds.push(operation.orderId);
  }

  of(stationId: string): readonly Entry[] {
    return this.entries.filter((entry) => entry.stationId === stationId);
  }

  /** A station went back to a copy: what it has not handed over since is lost with its disk. */
  loseWaiting(stationId: string, committedAtCopy: number, waiting: ReadonlySet<string>): void {
    for (const entry of this.of(stationId)) if (entry.n >= committedAtCopy && waiting.has(entry.operationId)) entry.isMaybe = true;
  }

  /** Are these goods in a box already, as far as anybody knows? */
  isLoaded(orderId: string): boolean {
    return this.entries.some(({ operation, isMaybe }) => !isMaybe && operation.kind === 'parcel.loaded' && operation.orderId === orderId);
  }
}
