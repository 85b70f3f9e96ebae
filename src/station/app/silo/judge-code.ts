import { decodeBase64Url } from '../../../contract/hub/base64.ts';
import type { PassBody, PassContext, PassKey, PassRefusal } from '../../../contract/pass/pass.ts';
import { verifyPass } from '../../../contract/pass/verify.ts';
import { type CollectionVerdict, judgeCollection } from '../../../core/parcels/judge-collection.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { err, type Result } from '../../../kernel/result.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import type { SiloParts } from './silo-parts.ts';

/** What judging the text of a code needs. */
export type CodeParts = Pick<SiloParts, 'store' | 'trusted' | 'secrets' | 'identity'>;

/** Steps 0 to 7: is this text a code that was signed for this bank and is valid now? Needs nothing but keys. */
export function readCode(parts: CodeParts, text: string): Result<PassBody, PassRefusal> {
  const identity = parts.identity();
  const time = parts.trusted.read();
  const context: PassContext = {
    // Without an identity no code is good here; one that is none at all is still told apart.
    tenantId: identity?.tenantId ?? ('' as PassContext['tenantId']),
    bank: identity?.bank ?? 0,
    keys: identity === null ? new Map() : passKeys(parts.store.read),
    nowSeconds: Math.floor(time.now / 1000),
    clockSuspect: time.suspect,
    verify: parts.secrets.verifyEd25519,
  };
  return text.length > MAX_CODE_LENGTH ? err({ kind: 'R_FORMAT', productCode: false }) : verifyPass(text, context);
}

/** Steps 8 to 11: what may the bearer of this pass have now? */
export function judgePass(
  store: StoreReader,
  runner: DoorRunner,
  passId: PassId,
  pass: Pick<PassBody, 'kind' | 'generation' | 'flags'>,
  pinGiven: boolean,
): CollectionVerdict {
  const parcel = store.parcelOfPass(passId);
  const compartment = parcel === null ? null : store.compartmentOfParcel(parcel.parcelId);
  const live = compartment === null ? null : runner.liveOn(compartment.compartmentId);
  return judgeCollection({
    pass,
    seenGeneration: store.pass(passId)?.seenGeneration ?? 0,
    pinGiven,
    parcel,
    compartment,
    live: live === null ? null : { intentId: live.intent.intentId, parcelId: live.intent.parcelId, flow: live.flow },
  });
}

/** Longest code that is looked at, in UTF-16 units. */
const MAX_CODE_LENGTH = 512;

function passKeys(store: StoreReader): ReadonlyMap<number, PassKey> {
  const keys = new Map<number, PassKey>();
  for (const { publicKey, ...record } of store.passKeys()) {
    const bytes = decodeBase64Url(publicKey);
    if (bytes !== null) keys.set(record.keyId, { ...record, publicKey: bytes });
  }
  return keys;
}
