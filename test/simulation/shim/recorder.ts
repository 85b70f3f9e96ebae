import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../src/kernel/result.ts';

/** Why this machine cannot record what a program does to its disk: a sentence for people. */
export interface NoRecorder {
  readonly kind: 'no-recorder';
  readonly sentence: string;
}

/** What a program ends with that was asked for a proof which this machine cannot make (EX_UNAVAILABLE of sysexits.h). */
export const NO_RECORDER_EXIT = 69;

/** What the recorder needs to know of the machine; tests say otherwise. */
export interface Machine {
  readonly platform: string;
  /** Runs the C compiler with these arguments; null when there is none, else what it had to say and whether it succeeded. */
  readonly compile: (args: readonly string[]) => { readonly ok: boolean; readonly said: string } | null;
  /** The version of glibc that this Node runs on; null on another C library. */
  readonly glibc: string | null;
}

/** The machine that this runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  compile: (args) => {
    const run = spawnSync('cc', [...args], { encoding: 'utf8' });
    return run.error !== undefined ? null : { ok: run.status === 0, said: run.stderr };
  },
  glibc: glibcVersion(),
};

/**
 * The recorder as a library to be loaded before a program (`LD_PRELOAD`), compiled into the system's temporary folder the first time
 * and whenever its source is another one.
 */
export function buildRecorder(machine: Machine = thisMachine): Result<string, NoRecorder> {
  if (machine.platform !== 'linux' || machine.glibc === null) {
    return none(`Recording a disk needs Linux with glibc, and this is ${machine.platform}${machine.platform === 'linux' ? ' with another C library' : ''}.`);
  }
  const source = join(import.meta.dirname, 'recorder.c');
  const hash = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `pasillo-recorder-${process.getuid?.() ?? 0}`);
  const library = join(folder, `recorder-${hash}-${process.arch}.so`);
  if (existsSync(library) && machine === thisMachine) return ok(library);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `draft-${process.pid}.so`);
  const compiled = machine.compile(['-shared', '-fPIC', '-O2', '-o', draft, source, '-ldl', '-lpthread']);
  if (compiled === null) return none('Recording a disk needs a C compiler called cc, and this machine has none.');
  if (!compiled.ok) return none(`The C compiler of this machine does not take the recorder: ${compiled.said.trim().slice(0, 300)}`);
  renameSync(draft, library);
  return ok(library);
}

function glibcVersion(): string | null {
  const report: unknown = process.report?.getReport();
  const header: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, 'header') : null;
  const version: unknown = typeof header === 'object' && header !== null ? Reflect.get(header, 'glibcVersionRuntime') : null;
  return typeof version === 'string' ? version : null;
}

function none(sentence: string): Result<never, NoRecorder> {
  return err({ kind: 'no-recorder', sentence });
}
