/** Why a database file cannot be used. None of them ever leads to the file being deleted or overwritten. */
export type OpenProblem =
  /** Another process holds the file. */
  | { readonly kind: 'in-use'; readonly path: string }
  /** The file was written by a newer program; this one would not understand it. */
  | { readonly kind: 'newer-database'; readonly path: string; readonly found: number; readonly known: number }
  /** A sound SQLite file of some other program. */
  | { readonly kind: 'another-database'; readonly path: string; readonly applicationId: number }
  | { readonly kind: 'not-a-database'; readonly path: string }
  | { readonly kind: 'corrupt'; readonly path: string; readonly detail: string }
  /** A setting that durability or safety rests on did not take. */
  | { readonly kind: 'setting'; readonly setting: string; readonly wanted: string; readonly found: string }
  /** Before 3.51.3 two connections could corrupt a WAL database when it was reset (sqlite.org/wal.html, section 11). */
  | { readonly kind: 'sqlite-too-old'; readonly found: string; readonly wanted: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'cannot-open'; readonly path: string; readonly detail: string };

/** What a SQLite error code means to the station. */
export type Fault = 'busy' | 'full' | 'failed' | 'none';

/** The code of a SQLite error, or null for anything else that was thrown. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : null;
}

/**
 * Sorts an error by what the station must do. `failed` is every sign that the disk or the file cannot be trusted: SQLite
 * itself goes on after a failed fsync, so the station must be the one that stops.
 */
export function faultOf(error: unknown): Fault {
  const code = sqliteCode(error);
  if (code === null) return 'none';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code === 'SQLITE_FULL') return 'full';
  const failing = ['SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];
  return failing.some((prefix) => code.startsWith(prefix)) ? 'failed' : 'none';
}

/** The problem that an error while opening `path` stands for. Rethrows what is not SQLite's or the file system's. */
export function openProblem(path: string, error: unknown): OpenProblem {
  const code = sqliteCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === null) {
    const fromFileSystem = error instanceof Error && ('syscall' in error || detail.includes('directory does not exist'));
    if (fromFileSystem) return { kind: 'cannot-open', path, detail };
    throw error;
  }
  if (code === 'SQLITE_NOTADB') return { kind: 'not-a-database', path };
  if (code.startsWith('SQLITE_CORRUPT')) return { kind: 'corrupt', path, detail };
  if (faultOf(error) === 'busy') return { kind: 'in-use', path };
  if (faultOf(error) === 'full') return { kind: 'disk-full', path };
  return { kind: 'cannot-open', path, detail: `${code}: ${detail}` };
}
