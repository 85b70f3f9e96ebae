import type { ExportedAudit } from '../../../contract/station/service-views.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { done, ok, type Result } from '../../../kernel/result.ts';
import type { ExportDisk, ExportProblem } from '../../ports/export-disk.ts';
import type { Storage } from '../../ports/storage.ts';
import type { StationStore } from '../../ports/store.ts';

/** What an export needs. */
export interface ExportParts {
  readonly disk: ExportDisk;
  readonly storage: Storage;
  readonly store: StationStore;
  readonly clock: Clock;
}

/**
 * Writes the whole audit to a file that somebody carries away. That it was done is an entry of the audit itself. What comes back names the
 * file, the head of the chain when it was begun, and the file's own hash, which the technician notes elsewhere.
 */
export async function exportAudit(parts: ExportParts, targetId: string, staffId: string): Promise<Result<ExportedAudit, ExportProblem>> {
  const { disk, storage, store, clock } = parts;
  const { hash: head } = store.read.auditHead();
  const name = `audit-${new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;
  const written = await disk.write(targetId, name, (write) => storage.exportAudit(write));
  const outcome = written.ok ? 'written' : written.error.kind;
  const recorded = store.commit<undefined, never>((tx) => {
    tx.audit({ kind: 'audit.exported', at: clock.now(), facts: { staff: staffId, outcome, sha256: written.ok ? written.value.sha256 : null } });
    return done;
  });
  if (!written.ok) return written;
  if (!recorded.ok) return { ok: false, error: { kind: 'failed' } };
  const { path, sha256, value } = written.value;
  return ok({ path, sha256, entries: value.entries, head });
}
