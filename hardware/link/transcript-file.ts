import { type FileHandle, open, rename } from 'node:fs/promises';
import type { HardwareClock } from '../contract/clock.ts';
import type { Link } from '../contract/link.ts';
import { headerLine, recordLink, type TranscriptHeader } from './transcript.ts';

/** A recording into a JSON-lines file. A bus of two boards makes some 90 MB a day. */
export interface TranscriptFile {
  readonly link: Link;
  /** Ends the recording, when all of it is in the file; the link itself goes on unrecorded. */
  close(): Promise<void>;
}

/** Where to, and how much. */
export interface TranscriptFileOptions {
  readonly path: string;
  /** The file and its predecessor `<path>.1` together stay within this. */
  readonly maxBytes: number;
  readonly header: TranscriptHeader;
  /** The disk is full, broken or too slow: the recording has ended and the bus goes on. Called once at most; one sentence. */
  onProblem(detail: string): void;
}

/** Lines that wait for the disk. With more than this it does not keep up: better no recording than no memory. Characters. */
const mostWaiting = 4_000_000;

/**
 * Records a link into a file, after what is there. Nothing on the bus ever waits for the disk:
 *
 * ```
 *  bus    out in  out in  out in  out in
 *  memory  |   |   |   |   |   |           lines that came while the disk was busy
 *  disk   [open][== one writing ==][==== the next ====]     in order, never two at once
 * ```
 * When the file has half of its size it becomes `<path>.1`, the one before is given up, and a new one begins with the header.
 */
export function recordLinkToFile(link: Link, clock: HardwareClock, options: TranscriptFileOptions): TranscriptFile {
  const recorder = new FileRecorder(options);
  return { link: recordLink(link, clock, (line) => recorder.add(line)), close: () => recorder.close() };
}

class FileRecorder {
  readonly #options: TranscriptFileOptions;
  readonly #header: string;
  #waiting: string[] = [];
  #waitingLength = 0;
  #writing: Promise<void> | null = null;
  #file: FileHandle | null = null;
  #size = 0;
  #isOver = false;
  #hasTold = false;

  constructor(options: TranscriptFileOptions) {
    this.#options = options;
    this.#header = `${headerLine(options.header, new Date().toISOString())}\n`;
  }

  add(line: string): void {
    if (this.#isOver) return;
    this.#waiting.push(line);
    this.#waitingLength += line.length + 1;
    if (this.#waitingLength > mostWaiting) return this.#giveUp('the disk does not keep up');
    this.#writing ??= this.#writeAll();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
    await this.#closeFile();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const lines = this.#waiting;
        this.#waiting = [];
        this.#waitingLength = 0;
        await this.#write(lines);
      }
    } catch (error) {
      this.#giveUp(error instanceof Error ? error.message : 'it could not be written');
      await this.#closeFile();
    }
    this.#writing = null;
  }

  async #write(lines: readonly string[]): Promise<void> {
    this.#file ??= await this.#begin();
    let text = '';
    for (const line of lines) {
      if (this.#size + text.length + line.length + 1 > this.#options.maxBytes / 2 && this.#size + text.length > this.#header.length) {
        await this.#append(text);
        await this.#rotate();
        text = '';
      }
      text += `${line}\n`;
    }
    await this.#append(text);
  }

  /** Opens the file at its end. A line that was cut short there gets its line end, so that it spoils no other. */
  async #begin(): Promise<FileHandle> {
    this.#file = await open(this.#options.path, 'a+', 0o640);
    const { size } = await this.#file.stat();
    this.#size = size;
    const last = new Uint8Array(1);
    if (size > 0) await this.#file.read(last, 0, 1, size - 1);
    await this.#append(size > 0 && last[0] !== lineEnd ? `\n${this.#header}` : this.#header);
    return this.#file;
  }

  async #rotate(): Promise<void> {
    const { path } = this.#options;
    await this.#closeFile();
    await rename(path, `${path}.1`);
    this.#file = await open(path, 'w', 0o640);
    this.#size = 0;
    await this.#append(this.#header);
  }

  async #append(text: string): Promise<void> {
    await this.#file?.appendFile(text);
    this.#size += text.length;
  }

  #giveUp(why: string): void {
    this.#isOver = true;
    this.#waiting = [];
    if (this.#hasTold) return;
    this.#hasTold = true;
    this.#options.onProblem(`The recording into ${this.#options.path} has ended: ${why}.`);
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => undefined);
  }
}

const lineEnd = 0x0a;
