import { err, ok, type Result } from '../../kernel/result.ts';
import type { SignEd25519, VerifyEd25519 } from '../pass/pass.ts';
import { decodeBase64Url } from './base64.ts';
import type { IssuingKey } from './keys.ts';
import { isSealIntact, parseJson, seal } from './sealed.ts';
import { type RemoteCommand, remoteCommand, type SignedCommand } from './silo.ts';

/** Longest life of a command from afar, in milliseconds (rule H-16). */
export const COMMAND_LIFE_MS = 60_000;

/** Why a command is not believed. */
export type CommandProblem = { readonly kind: 'signature' | 'malformed' | 'too-long' };

/**
 * Signs a command with the tenant's command key: Ed25519 over `LOCKBANK-COMMAND-v1\0`, tenant id (16 bytes), body. Throws (a bug) on a
 * command that no station would take.
 */
export function signCommand(command: RemoteCommand, tenantId: string, sign: SignEd25519): SignedCommand {
  const parsed = remoteCommand.parse(command);
  if (!livesRight(parsed)) throw new Error(`a command lives at most ${COMMAND_LIFE_MS} ms`);
  return seal(DOMAIN, tenantId, parsed, sign);
}

/**
 * Reads a command whose signature is good by any of the tenant's command keys; keys of other purposes are no keys here. A key signs
 * only within its own time, and nothing from before `minNbf`. Its bank, its time and whether it came before are judged by the caller.
 */
export function verifyCommand(
  row: SignedCommand,
  context: { readonly tenantId: string; readonly keys: readonly IssuingKey[]; readonly verify: VerifyEd25519 },
): Result<RemoteCommand, CommandProblem> {
  const signers = context.keys.filter((key) => key.purpose === 'command' && !key.revoked && signedBy(key, row, context));
  if (signers.length === 0) return err({ kind: 'signature' });
  const parsed = remoteCommand.safeParse(parseJson(row.body));
  if (!parsed.success) return err({ kind: 'malformed' });
  if (!livesRight(parsed.data)) return err({ kind: 'too-long' });
  const issued = parsed.data.issuedAt / 1000;
  const inTime = signers.some((key) => issued >= Math.max(key.nbf, key.minNbf) && issued <= key.naf);
  return inTime ? ok(parsed.data) : err({ kind: 'signature' });
}

const DOMAIN = 'LOCKBANK-COMMAND-v1';

function signedBy(key: IssuingKey, row: SignedCommand, { tenantId, verify }: { readonly tenantId: string; readonly verify: VerifyEd25519 }): boolean {
  const publicKey = decodeBase64Url(key.pub);
  return publicKey !== null && isSealIntact(DOMAIN, tenantId, row, publicKey, verify);
}

function livesRight({ issuedAt, expiresAt }: RemoteCommand): boolean {
  return expiresAt > issuedAt && expiresAt - issuedAt <= COMMAND_LIFE_MS;
}
