import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAuditSigner } from '../../../../src/hub/keys/audit-key.ts';
import { memorySecrets } from '../../../../src/hub/keys/secret-files.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { createWitnessKeeper } from '../../../../src/station/sync/witness.ts';
import { ShopClock } from '../../../flows/support/test-station.ts';
import { openMemoryStore, write } from '../../../support/store.ts';
import { IDENTITY } from './contract-hub.ts';

let store: ReturnType<typeof openMemoryStore>;
let clock: ShopClock;
beforeEach(() => {
  store = openMemoryStore();
  clock = new ShopClock();
  enrolled({});
});
afterEach(() => store.close());

const enrolled = (more: object): void => write(store, (tx) => tx.putMeta('identity', JSON.stringify({ ...IDENTITY, rootKey: null, bankKey: null, ...more })));
const keeper = () => createWitnessKeeper({ store, clock, logger: silentLogger });
const note = (n: number): void => write(store, (tx) => tx.audit({ kind: 'thing.done', at: n, facts: { n } }));
const head = (signedAt = 1) => ({ epoch: store.epoch, ...store.read.auditHead(), signedAt });

describe("the hub's signature for the audit", () => {
  it('is kept when it is by the key of the enrolment, and a newer one after a minute', async () => {
    const signer = await loadAuditSigner(memorySecrets());
    enrolled({ auditKey: signer.publicKey });
    const keep = keeper();
    note(1);
    const first = signer.witness(IDENTITY, head(1));
    keep(first);
    note(2);
    keep(signer.witness(IDENTITY, head(2)));
    expect(store.witness()).toEqual(first);
    await clock.advance(60_000);
    const later = signer.witness(IDENTITY, head(3));
    keep(later);
    expect(store.witness()).toEqual(later);
  });

  it('is not kept when another key, another station, or nobody signed it', async () => {
    const [signer, other] = [await loadAuditSigner(memorySecrets()), await loadAuditSigner(memorySecrets())];
    enrolled({ auditKey: signer.publicKey });
    note(1);
    const good = signer.witness(IDENTITY, head());
    const bad = [
      other.witness(IDENTITY, head()),
      signer.witness({ ...IDENTITY, stationId: 'st-2' }, head()),
      { ...good, seq: 0 },
      { ...good, signature: 'A'.repeat(86) },
      { ...other.witness(IDENTITY, head()), publicKey: signer.publicKey },
    ];
    const keep = keeper();
    for (const witness of bad) keep(witness);
    keep(undefined);
    expect(store.witness()).toBeNull();
  });

  it('pins the first key that it meets where the enrolment brought none', async () => {
    const [signer, other] = [await loadAuditSigner(memorySecrets()), await loadAuditSigner(memorySecrets())];
    note(1);
    const first = signer.witness(IDENTITY, head());
    keeper()(first);
    note(2);
    keeper()(other.witness(IDENTITY, head()));
    expect(store.witness()).toEqual(first);
  });

  it('about an entry that this database does not have is an audit entry and is not kept', async () => {
    const signer = await loadAuditSigner(memorySecrets());
    note(1);
    keeper()(signer.witness(IDENTITY, { epoch: store.epoch, seq: 9, hash: 'a'.repeat(64), signedAt: 1 }));
    expect(store.witness()).toBeNull();
    expect(JSON.parse(store.tables.audit.entry(store.read.auditHead().seq) ?? '')).toMatchObject({ kind: 'audit.not-as-signed', facts: { seq: 9 } });
  });

  it('is by the same key after the hub started again', async () => {
    const secrets = memorySecrets();
    expect((await loadAuditSigner(secrets)).publicKey).toBe((await loadAuditSigner(secrets)).publicKey);
  });
});
