import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { START_AGAIN } from '../../../src/shells/station-start.ts';
import { projectRoot } from '../../architecture/source-tree.ts';
import { scratchFolder } from '../powercut/scratch.ts';
import { buildRecorder } from '../shim/recorder.ts';
import { readDiskLog, recorderEnv } from '../shim/run-recorded.ts';

const built = buildRecorder();
const running: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A kiosk whose hub does not answer, with its data below the folder that is watched. */
function kioskFolder(): string {
  const folder = realpathSync(scratchFolder('io-process'));
  folders.push(folder);
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'station.json'), JSON.stringify({ stationKind: 'kiosk', dataDir: 'data', hub: { url: 'http://127.0.0.1:1' }, web: { port: 0 } }));
  return folder;
}

/** Runs the program itself; once it is ready it is asked to end. Answers with its exit code, and how many flushes it had made when it was ready. */
function run(folder: string, fault: string | null): Promise<{ readonly code: number | null; readonly flushes: number | null }> {
  const log = join(folder, 'log');
  rmSync(log, { force: true });
  const library = built.ok ? built.value : '';
  const program = join(projectRoot, 'src', 'shells', 'web', 'main.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, '--config', join(folder, 'station.json'), '--page', join(folder, 'page')], {
    env: { ...process.env, ...recorderEnv({ library, folder: join(folder, 'data'), log }), ...(fault === null ? {} : { PASILLO_DISK_FAULT: fault }) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(child);
  let flushes: number | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.includes('"ready"')) return;
    const ops = readDiskLog(log);
    flushes = ops.filter(({ kind }) => kind === 'sync').length;
    // With a fault in its start it is to end by itself.
    if (!ops.some(({ kind }) => kind === 'fault')) child.kill('SIGTERM');
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, flushes })));
}

it('ends the program with 74, or does not let it start, when a flush fails; the next start is as if nothing had been', async () => {
  if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine)/);
  const first = kioskFolder();
  const { code, flushes } = await run(first, null);
  expect(code).toBe(0);
  const codes: (number | null)[] = [];
  // How many flushes a later start makes differs from one to the next; it makes two in any case.
  for (const at of [1, 2]) {
    codes.push((await run(first, `sync ${at} 5 on`)).code);
    expect((await run(first, null)).code).toBe(0);
  }
  const born = kioskFolder();
  codes.push((await run(born, `sync ${Math.floor((flushes ?? 2) / 2)} 5 once`)).code);
  expect((await run(born, null)).code).toBe(0);
  for (const ended of codes) expect([1, START_AGAIN]).toContain(ended);
  expect(codes).toContain(START_AGAIN);
}, 180_000);
