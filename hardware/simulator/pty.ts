import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import type { Link } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { createStreamLink } from './stream-link.ts';

/** A serial port without hardware: whoever opens `path` talks to whoever opens `link`. */
export interface PseudoTerminal {
  readonly path: string;
  readonly link: Link;
  /** Ends it, as pulling the adapter would. Resolves when it is gone. */
  close(): Promise<void>;
}

/** This machine cannot make a pseudo-terminal; `detail` says what was tried. */
export interface NoPseudoTerminal {
  readonly kind: 'no-pseudo-terminal';
  readonly detail: string;
}

interface Maker {
  readonly command: string;
  readonly args: readonly string[];
  /** Where the path is announced. */
  readonly announcedOn: 'stdout' | 'stderr';
}

/**
 * `script` (bsdutils, on every Debian) runs a shell on a new terminal and connects it with its own stdin and stdout. The shell
 * tells its path and waits until this process is gone: nothing is left behind even when it is killed.
 */
function scriptMaker(pid: number): Maker {
  const waitForParent = `while kill -0 ${pid} 2>/dev/null; do sleep 2; done`;
  return {
    command: 'script',
    args: ['-qfec', `stty raw -echo -icanon min 1 time 0; tty; ${waitForParent}`, '/dev/null'],
    announcedOn: 'stdout',
  };
}

/** `socat` tells the path in its log ("PTY is /dev/pts/3") and ends by itself when its stdin does. */
const socatMaker: Maker = { command: 'socat', args: ['-d', '-d', 'pty,raw,echo=0', 'stdio'], announcedOn: 'stderr' };

const announceWithinMs = 5000;
const makers = { script: scriptMaker(process.pid), socat: socatMaker } as const;

/** Programs that can make a pseudo-terminal, in the order of preference. */
export const pseudoTerminalMakers: readonly (keyof typeof makers)[] = ['script', 'socat'];

/** Makes a pseudo-terminal with the first of the programs that works here. */
export async function openPseudoTerminal(
  baud: number,
  names: readonly (keyof typeof makers)[] = pseudoTerminalMakers,
): Promise<Result<PseudoTerminal, NoPseudoTerminal>> {
  const failures: string[] = [];
  for (const name of names) {
    const made = await make(makers[name], baud);
    if (made.ok) return made;
    failures.push(made.error);
  }
  return { ok: false, error: { kind: 'no-pseudo-terminal', detail: failures.join('; ') } };
}

async function make(maker: Maker, baud: number): Promise<Result<PseudoTerminal, string>> {
  const child = spawn(maker.command, maker.args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const announced = await readAnnouncement(child, maker);
  if (!announced.ok) {
    child.kill('SIGKILL');
    return announced;
  }
  const { path, rest } = announced.value;
  let holder = holdOpen(path);
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const link = createStreamLink({ name: `pseudo-terminal ${path}`, baud, readable: child.stdout, writable: child.stdin, first: rest });
  return {
    ok: true,
    value: {
      path,
      link,
      async close() {
        process.off('exit', end);
        if (holder !== null) closeSync(holder);
        holder = null;
        end();
        await exited;
      },
    },
  };
}

/** Waits for `/dev/pts/N`. What follows its line on stdout belongs to the wire already. */
function readAnnouncement(child: ChildProcessWithoutNullStreams, maker: Maker): Promise<Result<{ path: string; rest: Uint8Array }, string>> {
  const stream = child[maker.announcedOn];
  let seen = Buffer.alloc(0);
  return new Promise((resolve) => {
    const fail = (why: string): void => finish({ ok: false, error: `${maker.command}: ${why}` });
    const timer = setTimeout(() => fail('it did not name a terminal'), announceWithinMs);
    const finish = (result: Result<{ path: string; rest: Uint8Array }, string>): void => {
      clearTimeout(timer);
      stream.off('data', onData);
      if (maker.announcedOn === 'stderr') stream.resume();
      resolve(result);
    };
    const onData = (bytes: Buffer): void => {
      seen = Buffer.concat([seen, bytes]);
      const [all, path] = /(\/dev\/(?:pts\/\d+|tty\S+))[^\n]*\n/.exec(seen.toString('latin1')) ?? [];
      if (all === undefined || path === undefined) return;
      const end = seen.indexOf(all, 0, 'latin1') + all.length;
      finish({ ok: true, value: { path, rest: maker.announcedOn === 'stdout' ? new Uint8Array(seen.subarray(end)) : new Uint8Array() } });
    };
    stream.on('data', onData);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail('it ended at once'));
  });
}

/** While nobody has the port open its far end would report an error; a descriptor of our own, never read, keeps it quiet. */
function holdOpen(path: string): number | null {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  } catch {
    return null;
  }
}
