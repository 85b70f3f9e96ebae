import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, symlinkSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LinkProblem, OpenLink } from '../../../hardware/contract/link.ts';
import { createDeviceLink } from '../../../hardware/link/device.ts';
import { openPseudoTerminal } from '../../../hardware/simulator/pty.ts';
import { toHex } from '../../../hardware/wire/hex.ts';

let folder: string;
let cleanUp: (() => Promise<void> | void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'device-'));
  cleanUp = [() => rmSync(folder, { recursive: true })];
});

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
});

interface Opened {
  readonly port: OpenLink;
  readonly received: string[];
  /** Resolves when `count` bytes came in. */
  heard(count: number): Promise<void>;
  readonly closed: Promise<LinkProblem>;
}

async function open(path: string): Promise<Opened> {
  const received: string[] = [];
  let onProgress = (): void => undefined;
  let onClose: (problem: LinkProblem) => void = () => undefined;
  const closed = new Promise<LinkProblem>((resolve) => {
    onClose = resolve;
  });
  const opened = await createDeviceLink({ path }).open({
    onBytes: (bytes) => {
      received.push(...toHex(bytes).split(' '));
      onProgress();
    },
    onClose: (problem) => onClose(problem),
  });
  if (!opened.ok) throw new Error(opened.error.detail);
  cleanUp.push(() => opened.value.close());
  const heard = (count: number): Promise<void> =>
    new Promise((resolve) => {
      onProgress = () => {
        if (received.length >= count) resolve();
      };
      onProgress();
    });
  return { port: opened.value, received, heard, closed };
}

describe('a terminal in the place of a printer', () => {
  test('bytes go both ways, and pulling it closes the link', async () => {
    const terminal = await openPseudoTerminal(19_200);
    if (!terminal.ok) throw new Error(terminal.error.detail);
    cleanUp.push(() => terminal.value.close());
    const heardThere = new Promise<string>((resolve) => {
      void terminal.value.link.open({ onBytes: (bytes) => resolve(toHex(bytes)), onClose: () => undefined }).then((far) => {
        if (far.ok) void far.value.write(Uint8Array.of(0x12));
      });
    });
    const { port, received, heard, closed } = await open(terminal.value.path);
    await heard(1);
    expect(received).toEqual(['12']);
    expect(await port.write(Uint8Array.of(0x10, 0x04, 0x01))).toBeUndefined();
    expect(await heardThere).toBe('10 04 01');
    await terminal.value.close();
    expect(await closed).toMatchObject({ kind: 'closed', detail: expect.stringContaining('was lost') });
    expect(await port.write(Uint8Array.of(1))).toMatchObject({ kind: 'closed' });
  });
});

describe('a pipe in the place of a printer', () => {
  let fifo: string;

  beforeEach(() => {
    fifo = join(folder, 'lp0');
    execFileSync('mkfifo', [fifo]);
  });

  test('a device that takes nothing holds up neither the program nor its closing, and what did not leave is told', async () => {
    // One descriptor that is never read: the pipe fills up and then takes no more, like a printer without paper.
    const held = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    cleanUp.push(() => closeSync(held));
    const { port } = await open(fifo);
    const written = port.write(new Uint8Array(300_000));
    await port.flush();
    expect(await written).toMatchObject({ kind: 'failed', detail: expect.stringContaining('thrown away') });
    const second = port.write(new Uint8Array(300_000));
    await port.close();
    expect(await second).toMatchObject({ kind: 'closed' });
  });

  test('a full device gets the rest when it takes again, in order', async () => {
    const other = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    cleanUp.push(() => closeSync(other));
    const path = join(folder, 'usb-printer');
    symlinkSync(fifo, path);
    const opened = await createDeviceLink({ path }).open({ onBytes: () => undefined, onClose: () => undefined });
    // Reading its own pipe the link hears itself: enough to see that all of it passes through.
    if (!opened.ok) throw new Error(opened.error.detail);
    cleanUp.push(() => opened.value.close());
    expect(await opened.value.write(new Uint8Array(200_000))).toBeUndefined();
  });

  test('a device that is pulled without a word is missed by its node', async () => {
    const { closed } = await open(fifo);
    unlinkSync(fifo);
    expect(await closed).toMatchObject({ kind: 'closed', detail: expect.stringContaining('unplugged') });
  });

  test('what the far end writes is heard', async () => {
    const { heard, received } = await open(fifo);
    const far = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(far, Uint8Array.of(7, 8));
    await heard(2);
    expect(received).toEqual(['07', '08']);
    closeSync(far);
    const drained = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    expect(() => readSync(drained, new Uint8Array(1))).toThrow('EAGAIN');
    closeSync(drained);
  });
});

test('a device that is not there is not found, and a file is none', async () => {
  const silent = { onBytes: () => undefined, onClose: () => undefined };
  expect(await createDeviceLink({ path: join(folder, 'lp0') }).open(silent)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  expect(await createDeviceLink({ path: import.meta.filename }).open(silent)).toMatchObject({ ok: false, error: { kind: 'failed' } });
});
