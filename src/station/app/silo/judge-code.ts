import type { KeyBundle } from '../../../contract/hub/keys.ts';
import type { PassBody, PassContext, PassKey, PassRefusal } from '../../../contract/pass/pass.ts';
import { verifyPass } from '../../../contract/pass/verify.ts';
import { passKeysOf } from '../../../core/passes/pass-keys.ts';
import { matchTotp } from '../../../core/passes/totp.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { SiloParts } from './silo-parts.ts';

/** What judging the text of a code needs. */
export type CodeParts = Pick<SiloParts, 'store' | 'trusted' | 'secrets' | 'identity'>;

/** A code that was signed for this bank and is valid now. */
export interface ReadCode extends PassBody {
  /** The step of its rotating code, to be used up (`spendTotpStep`) in the commit that opens; null for a code that has none. */
  readonly totpStep: number | null;
}

/** Steps 0 to 7, and 9: is this text a code that was signed for this bank and is valid now? Needs nothing but keys. */
export function readCode(parts: CodeParts, text: string): Result<ReadCode, PassRefusal> {
  if (text.length > MAX_CODE_LENGTH) return err({ kind: 'R_FORMAT', productCode: false });
  const identity = parts.identity();
  const time = parts.trusted.read();
  const bundle = identity === null ? null : parts.store.read.keyBundle();
  const nowSeconds = Math.floor(time.now / 1000);
  let totpStep: number | null = null;
  const context: PassContext = {
    // Without an identity no code is good here; one that is none at all is still told apart.
    tenantId: identity?.tenantId ?? ('' as PassContext['tenantId']),
    bank: identity?.bank ?? 0,
    keys: bundle === null ? new Map() : passKeys(bundle),
    nowSeconds,
    clockSuspect: time.suspect,
    checkTotp: (passId, digits) => {
      totpStep = parts.trusted.isHubTimeFresh() ? matchTotp(digits, nowSeconds, (step) => parts.secrets.totpCode(passId, step)) : null;
      return totpStep !== null && isUnusedStep(parts.store.read, passId, totpStep);
    },
    verify: parts.secrets.verifyEd25519,
  };
  const body = verifyPass(text, context);
  return body.ok ? ok({ ...body.value, totpStep }) : body;
}

/** Longest code that is looked at, in UTF-16 units. */
const MAX_CODE_LENGTH = 512;

/** The keys of a bundle are read once: a code is judged while somebody waits. */
const passKeysOfBundle = new WeakMap<KeyBundle, ReadonlyMap<number, PassKey>>();

function passKeys(bundle: KeyBundle): ReadonlyMap<number, PassKey> {
  const known = passKeysOfBundle.get(bundle) ?? passKeysOf(bundle);
  passKeysOfBundle.set(bundle, known);
  return known;
}

/** Once per step (ASVS 6.5.1); but who shows their code again while their own door is in hand is shown that door, as with any code. */
function isUnusedStep(store: StoreReader, passId: PassId, step: number): boolean {
  if (step > store.totpStep(passId)) return true;
  const owner = store.ownerOfDelegate(passId) ?? passId;
  return step === store.totpStep(passId) && store.liveIntents().some((intent) => intent.passId === owner);
}
