/** One thing that happened to the watched folder, or that the program said meanwhile. Paths are relative to the folder. */
export type DiskOp =
  /** `file` numbers a file for as long as it exists, whatever it is called. */
  | { readonly kind: 'open'; readonly file: number; readonly path: string; readonly isCreated: boolean; readonly isFolder: boolean }
  | { readonly kind: 'write'; readonly file: number; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly file: number; readonly size: number }
  /** `isDataOnly`: fdatasync. */
  | { readonly kind: 'sync'; readonly file: number; readonly isDataOnly: boolean }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'mkdir'; readonly path: string }
  | { readonly kind: 'rmdir'; readonly path: string }
  | { readonly kind: 'close'; readonly file: number }
  /** What the program wrote to the control path. */
  | { readonly kind: 'mark'; readonly text: string }
  /** A fault that the recorder made, the first time it struck. */
  | { readonly kind: 'fault'; readonly what: string };

const HEADER = 32;
const CREATED = 1;
const FOLDER = 2;

/**
 * Reads what `recorder.c` wrote. Throws when the program changed a file in a way that the recorder does not follow (a writable map, a
 * second name): such a record would prove nothing.
 */
export function parseDiskLog(log: Buffer): readonly DiskOp[] {
  const ops: DiskOp[] = [];
  for (let at = 0; at + HEADER <= log.length; ) {
    const length = log.readUInt32LE(at + 16);
    if (at + HEADER + length > log.length) break;
    ops.push(opOf(log, at, log.subarray(at + HEADER, at + HEADER + length)));
    at += HEADER + length;
  }
  return ops;
}

function opOf(log: Buffer, at: number, payload: Buffer): DiskOp {
  const type = log.readUInt32LE(at);
  const file = log.readUInt32LE(at + 4);
  const offset = Number(log.readBigUInt64LE(at + 8));
  const flags = log.readUInt32LE(at + 20);
  const text = (): string => payload.toString('utf8');
  switch (type) {
    case 1:
      return { kind: 'open', file, path: text(), isCreated: (flags & CREATED) !== 0, isFolder: (flags & FOLDER) !== 0 };
    case 2:
      return { kind: 'write', file, offset, bytes: payload };
    case 3:
      return { kind: 'truncate', file, size: offset };
    case 4:
    case 5:
      return { kind: 'sync', file, isDataOnly: type === 5 };
    case 6:
      return { kind: 'unlink', path: text() };
    case 7: {
      const [from = '', to = ''] = text().split('\0');
      return { kind: 'rename', from, to };
    }
    case 8:
      return { kind: 'close', file };
    case 9:
      return { kind: 'mark', text: text() };
    case 10:
      return { kind: 'mkdir', path: text() };
    case 11:
      return { kind: 'rmdir', path: text() };
    case 13:
      return { kind: 'fault', what: text() };
    case 12:
      throw new Error(`the program did something to its files that is not recorded: ${text()}`);
    default:
      throw new Error(`the record has an unknown entry of type ${type} at byte ${at}`);
  }
}
