import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { machineMs } from './fine-clock.ts';

/** The least that "it is on the disk" costs: one overwritten page of 4 KiB and the wait until the disk has it. */
export interface DiskFloor {
  /** Writes once; milliseconds that it took. */
  once(): number;
  close(): void;
}

const page = Buffer.alloc(4096, 0x5a);
const pages = 16;

/** Makes the file to overwrite, in the folder whose disk is to be measured. */
export function openDiskFloor(folder: string): DiskFloor {
  const file = openSync(join(folder, 'floor.bin'), 'w+');
  for (let n = 0; n < pages; n++) writeSync(file, page, 0, page.length, n * page.length);
  fdatasyncSync(file);
  let next = 0;
  return {
    once() {
      next = (next + 1) % pages;
      const from = machineMs();
      writeSync(file, page, 0, page.length, next * page.length);
      fdatasyncSync(file);
      return machineMs() - from;
    },
    close: () => closeSync(file),
  };
}
