import { constants, type Stats } from 'node:fs';
import { type FileHandle, open as openFile, stat } from 'node:fs/promises';
import { isatty } from 'node:tty';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { fileProblem } from './file-problem.ts';

/** Where a character device is: `/dev/usb/lp0` is a printer that the kernel's `usblp` drives. */
export interface DeviceLinkOptions {
  readonly path: string;
}

/** The kernel hands each write on to the device at once; what is left is the device's own buffer. Milliseconds. */
const latestFrameMs = 1500;

/** A device that has taken no byte for this long is stuck: out of paper, off line, hung. Milliseconds. */
const stuckAfterMs = 10_000;

/** Rest between two looks for bytes, and before a full device is offered the rest again. Milliseconds. */
const restMs = { read: 40, write: 10 } as const;

/** How often the node is looked at, since a device that only listens cannot tell that it was unplugged. Milliseconds. */
const lookMs = 1000;
const longestRead = 4096;

/**
 * A character device, through its file descriptor. Opened so that neither reading nor writing ever waits inside the kernel:
 * a read that waits would hold one of the few threads of the program, and its end, for as long as the device is silent.
 *
 * ```
 *  open | read? no | 40 ms | read? bytes -> onBytes | 40 ms | read? ENODEV -> onClose
 *       | write part | full: 10 ms | write rest -> resolved         nothing taken for 10 s -> failed
 * ```
 */
export function createDeviceLink(options: DeviceLinkOptions): Link {
  return {
    name: options.path,
    latestFrameMs,
    // No line of known speed stands behind it: USB is faster than anything that is measured here.
    wireTimeMs: () => 0,
    open: (events) => open(options.path, events),
  };
}

async function open(path: string, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
  try {
    const file = await openFile(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const node = await file.stat();
    if (node.isFile() || node.isDirectory()) {
      await file.close();
      return { ok: false, error: { kind: 'failed', detail: `${path} is no device.` } };
    }
    return { ok: true, value: new DevicePort(path, file, node, events) };
  } catch (error) {
    return { ok: false, error: await fileProblem(path, error) };
  }
}

class DevicePort implements OpenLink {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #node: Stats;
  readonly #events: LinkEvents;
  readonly #isTerminal: boolean;
  #problem: LinkProblem | null = null;
  #isOver = false;
  /** Writings wait for each other, so that two documents never mix. */
  #writing: Promise<unknown> = Promise.resolve();
  /** A flush lets go of the writings before it. */
  #epoch = 0;
  #lookedAt = performance.now();
  #isReading: Promise<void>;

  constructor(path: string, file: FileHandle, node: Stats, events: LinkEvents) {
    this.#path = path;
    this.#file = file;
    this.#node = node;
    this.#events = events;
    this.#isTerminal = isatty(file.fd);
    this.#isReading = this.#readOn();
  }

  write(bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const copy = bytes.slice();
    const epoch = this.#epoch;
    const written = this.#writing.then(() => this.#writeAll(copy, epoch));
    this.#writing = written;
    return written;
  }

  flush(): Promise<void> {
    this.#epoch += 1;
    return Promise.resolve();
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await Promise.all([this.#isReading, this.#writing]);
    await this.#file.close().catch(() => undefined);
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(longestRead);
    let canRead = true;
    while (!this.#isOver) {
      const count = canRead ? await this.#readOnce(buffer) : 'nothing';
      if (this.#isOver) return;
      if (count === 'write-only') canRead = false;
      else if (count === 'gone') return this.#fall({ kind: 'closed', detail: `${this.#path} was lost: the device is gone.` });
      else if (count !== 'nothing') this.#events.onBytes(buffer.slice(0, count));
      await this.#lookAtNode();
      if (typeof count !== 'number') await rest(restMs.read);
    }
  }

  async #readOnce(buffer: Uint8Array): Promise<number | 'nothing' | 'write-only' | 'gone'> {
    try {
      const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, null);
      if (bytesRead > 0) return bytesRead;
      // A terminal that hung up reads as ended for ever; a printer that has nothing to say may read as empty.
      return this.#isTerminal ? 'gone' : 'nothing';
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EAGAIN' || code === 'EINTR') return 'nothing';
      return code === 'EINVAL' || code === 'ENOSYS' ? 'write-only' : 'gone';
    }
  }

  /** Is the node still the one that was opened? */
  async #lookAtNode(): Promise<void> {
    if (this.#isOver || performance.now() - this.#lookedAt < lookMs) return;
    this.#lookedAt = performance.now();
    const now = await stat(this.#path).catch(() => null);
    if (now !== null && now.ino === this.#node.ino && now.rdev === this.#node.rdev) return;
    this.#fall({ kind: 'closed', detail: `${this.#path} was lost: it was unplugged.` });
  }

  async #writeAll(bytes: Uint8Array, epoch: number): Promise<LinkProblem | undefined> {
    let left = bytes;
    let progressAt = performance.now();
    while (left.length > 0) {
      if (this.#isOver) return this.#problem ?? { kind: 'closed', detail: `${this.#path} is not open.` };
      if (epoch !== this.#epoch) return { kind: 'failed', detail: 'The bytes were thrown away before they left.' };
      const count = await this.#writeOnce(left);
      if (typeof count !== 'number') return count;
      left = left.subarray(count);
      if (count > 0) progressAt = performance.now();
      else if (performance.now() - progressAt > stuckAfterMs)
        return { kind: 'failed', detail: `${this.#path} takes no bytes: out of paper, off line or hung.` };
      else await rest(restMs.write);
    }
    return undefined;
  }

  /** How many bytes it took. */
  async #writeOnce(bytes: Uint8Array): Promise<number | LinkProblem> {
    try {
      return (await this.#file.write(bytes)).bytesWritten;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EAGAIN' || code === 'EINTR') return 0;
      const problem: LinkProblem = { kind: 'closed', detail: `${this.#path} was lost: ${code}.` };
      this.#fall(problem);
      return problem;
    }
  }

  #fall(problem: LinkProblem): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#problem = problem;
    // A read or write under way holds the descriptor; the file closes when they are over.
    void this.#file.close().catch(() => undefined);
    this.#events.onClose(problem);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

/** Waits without keeping the program alive: a silent printer is no reason to stay. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
