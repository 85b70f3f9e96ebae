import type { ExportTarget } from '../../contract/station/service-views.ts';
import type { Result } from '../../kernel/result.ts';

/** Why a file was not written. What was written of it is removed again. */
export interface ExportProblem {
  /** `gone`: the medium was pulled, or was never there. */
  readonly kind: 'gone' | 'full' | 'failed';
}

/** A file that was written and flushed; `sha256` of its bytes, as hexadecimal digits. */
export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
}

/** The places outside the station's own files that somebody may carry something away from. */
export interface ExportDisk {
  /** The folder of the configuration, and the media that are plugged in now. */
  targets(): Promise<readonly ExportTarget[]>;
  /** Writes a text file, line by line; `lines` gives each to `write`. A file of that name is never overwritten: the name gets a number. */
  write<T>(
    targetId: string,
    name: string,
    lines: (write: (line: string) => Promise<void>) => Promise<T>,
  ): Promise<Result<WrittenFile & { readonly value: T }, ExportProblem>>;
}
