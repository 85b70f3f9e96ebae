import { describe, expect, it } from 'vitest';
import { IDENTITY_KEY, identityReader } from '../../../../src/station/sync/identity.ts';
import { identity } from '../../../flows/support/shop.ts';
import { openMemoryStore, write } from '../../../support/store.ts';

describe('who this station is', () => {
  it('is asked of the database each time: nobody, then somebody, then whoever it was enrolled as anew', () => {
    const store = openMemoryStore();
    const known = identityReader(store.read);
    expect(known()).toBeNull();
    write(store, (tx) => tx.putMeta(IDENTITY_KEY, JSON.stringify(identity)));
    expect(known()).toEqual(identity);
    expect(known()).toBe(known());
    write(store, (tx) => tx.putMeta(IDENTITY_KEY, JSON.stringify({ ...identity, bank: 8 })));
    expect(known()).toEqual({ ...identity, bank: 8 });
  });
});
