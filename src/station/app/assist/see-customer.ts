import type { Customer, WhichCustomer } from '../../../contract/hub/assist.ts';
import { readOrderNumber } from '../../../core/orders/order-number.ts';
import { readTillCode } from '../../../core/payments/till-code.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { Customers, CustomerTrouble } from '../../ports/customers.ts';
import { type AssistParts, assistantOf } from './assist-parts.ts';

/** Why nothing of a customer is shown. */
export type SeeRefusal = CustomerTrouble['kind'] | 'not-assisting' | 'unreadable' | 'no-member' | 'show-again' | 'no-customer';

/** Orders, sizes and notes of the customer beside whom an assistant stands. */
export interface SeeCustomer {
  look(number: string | null): Promise<Result<Customer, { readonly kind: Exclude<SeeRefusal, 'no-customer' | 'full'> }>>;
  note(words: string): Promise<Result<Customer, { readonly kind: NoteRefusal }>>;
  eraseNote(noteId: string): Promise<Result<Customer, { readonly kind: Exclude<NoteRefusal, 'full'> }>>;
}

type NoteRefusal = CustomerTrouble['kind'] | 'not-assisting' | 'no-customer';

/**
 * Asks the hub each time, and keeps nothing of the answer but whom it was about, for notes; with the shopper's session, or with the assistant, that is gone
 * as well. Who looked at whom is on this station's record by ids, and on the hub's.
 */
export function createSeeCustomer(parts: AssistParts): SeeCustomer {
  let last: { readonly sessionId: string; readonly staffId: string; readonly who: WhichCustomer } | null = null;
  const lastOf = (sessionId: string, staffId: string): WhichCustomer | null => (last?.sessionId === sessionId && last.staffId === staffId ? last.who : null);

  const ask = async (
    whoOf: (sessionId: string, staffId: string) => Result<WhichCustomer, { readonly kind: SeeRefusal }>,
    work: (customers: Customers, question: { readonly staffId: string; readonly who: WhichCustomer }) => Promise<Result<Customer, CustomerTrouble>>,
  ): Promise<Result<Customer, { readonly kind: SeeRefusal }>> => {
    const member = assistantOf(parts);
    const sessionId = parts.kiosk.session.current()?.sessionId ?? null;
    if (member === null || sessionId === null) return err({ kind: 'not-assisting' });
    parts.staff.touch();
    const who = whoOf(sessionId, member.staffId);
    if (!who.ok) return who;
    if (parts.customers === null) return err({ kind: 'away' });
    const told = await work(parts.customers, { staffId: member.staffId, who: who.value });
    // Whoever asked may have gone while the hub was thinking: then nobody is shown anything.
    if (assistantOf(parts)?.staffId !== member.staffId || parts.kiosk.session.current()?.sessionId !== sessionId) return err({ kind: 'not-assisting' });
    if (!told.ok) return told;
    last = { sessionId, staffId: member.staffId, who: who.value };
    return told;
  };
  const record = (kind: string, seen: Customer): void => {
    const staffId = parts.staff.present()?.staffId ?? null;
    const recorded = parts.store.commit((tx) => {
      tx.audit({ kind, at: parts.clock.now(), facts: { staffId, memberId: seen.memberId } });
      return done;
    });
    // The hub has it as well; a full disk must not keep anybody from being served.
    if (!recorded.ok) return;
  };

  return {
    async look(number) {
      // Whoever was shown before is left, also when nobody is found: a note must never go to somebody who is no longer on the screen.
      last = null;
      const seen = await ask(
        (sessionId) => whichCustomer(parts, sessionId, number),
        (customers, question) => customers.look(question),
      );
      if (seen.ok) record('assist.looked-up', seen.value);
      return seen.ok ? seen : err({ kind: seen.error.kind === 'no-customer' || seen.error.kind === 'full' ? 'unknown' : seen.error.kind });
    },
    async note(words) {
      const seen = await ask(known(lastOf), (customers, question) => customers.note({ ...question, words }));
      if (seen.ok) record('assist.noted', seen.value);
      return seen.ok ? seen : err({ kind: noteRefusal(seen.error.kind) });
    },
    async eraseNote(noteId) {
      const seen = await ask(known(lastOf), (customers, question) => customers.eraseNote({ ...question, noteId }));
      if (seen.ok) record('assist.note-erased', seen.value);
      if (seen.ok) return seen;
      const kind = noteRefusal(seen.error.kind);
      return err({ kind: kind === 'full' ? 'unknown' : kind });
    },
  };
}

function known(lastOf: (sessionId: string, staffId: string) => WhichCustomer | null) {
  return (sessionId: string, staffId: string): Result<WhichCustomer, { readonly kind: SeeRefusal }> => {
    const who = lastOf(sessionId, staffId);
    return who === null ? err({ kind: 'no-customer' }) : ok(who);
  };
}

/** The member whose code was shown in this session, or whoever an order is of. */
function whichCustomer(parts: AssistParts, sessionId: string, number: string | null): Result<WhichCustomer, { readonly kind: SeeRefusal }> {
  if (number !== null) {
    const tillCode = readTillCode(number.trim());
    const read = tillCode.ok ? tillCode.value.number : readOrderNumber(number);
    return read === null ? err({ kind: 'unreadable' }) : ok({ by: 'number', number: read });
  }
  const memberId = parts.kiosk.session.current()?.benefits.member?.memberId ?? null;
  if (memberId === null) return err({ kind: 'no-member' });
  const shown = parts.kiosk.shownCode(sessionId);
  return shown?.memberId === memberId ? ok({ by: 'code', ...shown }) : err({ kind: 'show-again' });
}

function noteRefusal(kind: SeeRefusal): NoteRefusal {
  return kind === 'unreadable' || kind === 'no-member' || kind === 'show-again' ? 'no-customer' : kind;
}
