import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import type { EnrolResponse } from '../../../contract/hub/sync.ts';
import type { RecoveryReason } from '../../../contract/station/storage-views.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import type { Result } from '../../../kernel/result.ts';
import { done, err, ok } from '../../../kernel/result.ts';
import { LIVES_KEY } from '../../ports/restored.ts';
import type { BackupFile } from '../backup/backups.ts';
import { checkCopy } from '../backup/check-copy.ts';
import { flushFile } from '../files.ts';
import { type OpenStationStore, openStationStore } from '../open.ts';
import type { OpenProblem } from '../problems.ts';
import type { Keepsake } from './keepsake.ts';
import { markRestored } from './mark-restored.ts';
import type { Salvage } from './salvage.ts';
import { clearIncoming, incomingPath } from './swap.ts';

/** Why a database could not be made ready: the backup is unsound, or the disk does not let it. */
export type PrepareProblem = OpenProblem | { readonly kind: 'unsound'; readonly detail: string } | { readonly kind: 'storage'; readonly detail: string };

/** What the new database is made from; `backup` null begins an empty one. */
export interface Ingredients {
  readonly backup: BackupFile | null;
  readonly reason: RecoveryReason;
  readonly salvage: Salvage;
  readonly kept: Keepsake | null;
}

/** A database that is ready to take its place. */
export interface Prepared {
  readonly lives: number;
  readonly identity: EnrolResponse | null;
}

/**
 * Makes the next database ready beside the old one, complete: checked, migrated, in a new epoch, with what was salvaged. Nothing of the
 * old one changes here, so this may fail or be cut short at any point and be begun again.
 */
export function prepareDatabase(options: OpenStationStore, from: Ingredients): Result<Prepared, PrepareProblem> {
  const { path, clock, random } = options;
  const incoming = incomingPath(path);
  clearIncoming(path);
  if (from.backup !== null) {
    const checked = checkCopy(from.backup.path, 'full');
    if (!checked.ok) return checked;
    try {
      copyFileSync(from.backup.path, incoming);
      chmodSync(incoming, 0o600);
    } catch (error) {
      return err({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) });
    }
  }
  const opened = openStationStore({ ...options, path: incoming, ballastBytes: 0 });
  if (!opened.ok) return opened;
  const store = opened.value;
  const lives = Math.max(from.kept?.lives ?? 0, Number(store.read.meta(LIVES_KEY) ?? '0')) + 1;
  const at = clock.now();
  const identity = identityText(from);
  const marked = store.commitTables<undefined, never>((tables) => {
    // The newest word of who this station is: it may have been enrolled again after the backup.
    if (identity.identity !== null) tables.small.putMeta('identity', identity.identity);
    if (identity.enrolledWith !== null) tables.small.putMeta('enrolledWith', identity.enrolledWith);
    // Whoever stood at the kiosk then has left long since.
    tables.small.putKioskSession(null);
    markRestored(tables, {
      epoch: uuidV7<'epoch'>(at, random),
      at,
      backupAt: from.backup?.at ?? null,
      reason: from.reason,
      lives,
      salvaged: from.salvage.operations,
      operationId: uuidV7<'operation'>(at, random),
    });
    return done;
  });
  store.close();
  if (!marked.ok) return marked;
  if (existsSync(`${incoming}-wal`)) return err({ kind: 'storage', detail: 'the new database kept a journal' });
  flushFile(incoming);
  return ok({ lives, identity: from.kept?.identity ?? null });
}

function identityText({ kept, salvage }: Ingredients): { readonly identity: string | null; readonly enrolledWith: string | null } {
  if (kept?.identity != null) return { identity: JSON.stringify(kept.identity), enrolledWith: kept.enrolledWith };
  return { identity: salvage.identity, enrolledWith: salvage.enrolledWith };
}
