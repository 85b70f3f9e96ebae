import { statfsSync } from 'node:fs';

/** Bytes that this program may still write on the disk of `folder`; null when the system does not say. */
export function freeBytesAt(folder: string): number | null {
  try {
    const disk = statfsSync(folder);
    return disk.bavail * disk.bsize;
  } catch {
    return null;
  }
}
