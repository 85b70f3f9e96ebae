import type { Operation } from '../../contract/events/operations.ts';

/** What a technician must see to in the storage of a station. */
export type StorageTrouble = Extract<Operation, { readonly kind: 'storage.trouble' }>['trouble'];
