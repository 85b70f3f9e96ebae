import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** A line of JSON that a program printed. */
export type Line = Readonly<Record<string, unknown>> & { readonly event?: unknown };

/** A program that this one started. It ends with this one, however that ends: its stdin is a pipe from here. */
export interface Child {
  /** For people: `hub`. */
  readonly name: string;
  readonly pid: number;
  /** The line in which the program said that it is ready. */
  readonly ready: Line;
  /** Writes one line of JSON to its stdin. */
  tell(line: object): void;
  onLine(listener: (line: Line) => void): void;
  /** Resolves with one sentence when it has ended. */
  readonly ended: Promise<string>;
  /** Asks it to end, and ends it after five seconds. */
  stop(): Promise<void>;
  /** `kill -9`: nothing is asked and nothing is saved. */
  kill(): Promise<void>;
}

/** How a program is started. `log` gets what it writes to stderr. */
export interface ChildOptions {
  readonly name: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly log: string;
  /** How long it may take until it is ready, in milliseconds. */
  readonly readyWithinMs?: number;
  /** Hears the number of the process at once, for who wants to end it before it is ready. */
  onSpawned?(pid: number): void;
}

const stopWithinMs = 5_000;

/** Starts a Node program and waits for its `ready` line. Rejects with one sentence when it does not come. */
export async function startChild({ name, program, arguments: given, log, readyWithinMs = 150_000, onSpawned }: ChildOptions): Promise<Child> {
  mkdirSync(dirname(log), { recursive: true });
  const errors = createWriteStream(log, { flags: 'a' });
  const child = spawn(process.execPath, ['--no-warnings', program, ...given], { stdio: 'pipe' });
  if (child.pid !== undefined) onSpawned?.(child.pid);
  const lastWords = keepLastLine(child, errors);
  const listeners = new Set<(line: Line) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parseLine(text);
    if (line !== null) for (const listener of listeners) listener(line);
  });
  // It may be gone when something is written to it; `ended` tells that.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`The ${name} could not be started: ${error.message}.`));
    child.once('close', (code, signal) => resolve(`The ${name} ended (${signal ?? `code ${code}`}).${lastWords()}`));
  });
  const ready = await waitForReady(name, listeners, ended, readyWithinMs);
  return {
    name,
    pid: child.pid ?? 0,
    ready,
    tell: (line) => void child.stdin.write(`${JSON.stringify(line)}\n`),
    onLine: (listener) => void listeners.add(listener),
    ended,
    stop: () => end(child, ended, 'SIGTERM'),
    kill: () => end(child, ended, 'SIGKILL'),
  };
}

function waitForReady(name: string, listeners: Set<(line: Line) => void>, ended: Promise<string>, withinMs: number): Promise<Line> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The ${name} did not become ready within ${withinMs / 1000} s.`)), withinMs);
    const listener = (line: Line): void => {
      if (line.event !== 'ready') return;
      clearTimeout(timer);
      listeners.delete(listener);
      resolve(line);
    };
    listeners.add(listener);
    void ended.then((sentence) => {
      clearTimeout(timer);
      reject(new Error(sentence));
    });
  });
}

async function end(child: ChildProcessWithoutNullStreams, ended: Promise<string>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  child.kill(signal);
  await ended;
  clearTimeout(timer);
}

/** Copies stderr into the log, and keeps its last line for the sentence that tells of the end. */
function keepLastLine(child: ChildProcessWithoutNullStreams, log: WriteStream): () => string {
  let last = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.write(`${line}\n`);
    last = detailOf(line) ?? last;
  });
  child.once('close', () => log.end());
  return () => (last === '' ? '' : ` ${last}`);
}

/** What a line of a log says of a failure; null for the ordinary ones. */
function detailOf(line: string): string | null {
  const parsed = parseLine(line);
  if (parsed === null) return line.trim() === '' ? null : line.slice(0, 300);
  if (parsed.event !== 'failed' && parsed['level'] !== 'error') return null;
  const detail = parsed['detail'] ?? parsed['message'];
  return typeof detail === 'string' ? detail : null;
}

function parseLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
