import { closeSync, openSync, writeSync } from 'node:fs';
import type { HardwareClock } from '../contract/clock.ts';
import type { Link } from '../contract/link.ts';
import { recordLink } from './transcript.ts';

/** A recording into a JSON-lines file. The file grows by some 90 MB a day on a bus of two boards: for looking into a fault, not for ever. */
export interface TranscriptFile {
  readonly link: Link;
  /** Ends the recording; the link itself goes on unrecorded. */
  close(): void;
}

/** Records a link into a file, appending. Throws when the file cannot be opened. */
export function recordLinkToFile(link: Link, clock: HardwareClock, path: string): TranscriptFile {
  const file = openSync(path, 'a');
  let isOpen = true;
  const append = (line: string): void => {
    if (isOpen) writeSync(file, `${line}\n`);
  };
  return {
    link: recordLink(link, clock, append),
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}
