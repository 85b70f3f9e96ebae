import type { StoreWriter } from '../../ports/store.ts';
import type { PurposeBook } from './door-book.ts';
import type { DoorEntry } from './door-entry.ts';

/**
 * Adds to a purpose's book what becomes of the command that the door obeys: it is answered once, in the transaction of the fact that
 * answers it. "Opened" is said when the door was seen open, not when it was pulsed.
 */
export function obeyingBook(book: PurposeBook): PurposeBook {
  return (tx, entry) => {
    book(tx, entry);
    const { intent, record, flow } = entry;
    if (intent.commandId === null || tx.remoteOutcome(intent.commandId) !== null) return;
    if (record.kind === 'opened') answer(tx, entry, intent.commandId, 'opened');
    else if (record.kind === 'ended') answer(tx, entry, intent.commandId, flow.openedAt === null ? 'did-not-open' : 'opened');
  };
}

function answer(tx: StoreWriter, { intent, at }: DoorEntry, commandId: string, outcome: 'opened' | 'did-not-open'): void {
  tx.putRemoteOutcome(commandId, outcome, at.wall);
  tx.enqueue({ kind: 'remote.answered', commandId, compartmentId: intent.compartmentId, outcome, at: at.wall }, at.wall);
}
