import type { Customer, WhichCustomer } from '../../contract/hub/assist.ts';
import type { Result } from '../../kernel/result.ts';

/** Why the hub tells nothing of a customer. `away`: it did not answer. */
export interface CustomerTrouble {
  readonly kind: 'unknown' | 'not-allowed' | 'full' | 'too-often' | 'away';
}

/** Which customer, and for whom of the staff it is asked. */
export interface CustomerQuestion {
  readonly staffId: string;
  readonly who: WhichCustomer;
}

/** What the hub knows of customers: nothing of it is kept at the station. */
export interface Customers {
  look(question: CustomerQuestion): Promise<Result<Customer, CustomerTrouble>>;
  note(question: CustomerQuestion & { readonly words: string }): Promise<Result<Customer, CustomerTrouble>>;
  eraseNote(question: CustomerQuestion & { readonly noteId: string }): Promise<Result<Customer, CustomerTrouble>>;
}
