import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../powercut/scratch.ts';
import { buildRecorder, thisMachine } from './recorder.ts';
import { readDiskLog, runRecorded } from './run-recorded.ts';

let under = '';
beforeAll(() => {
  under = realpathSync(scratchFolder('recorder-test'));
});
afterAll(() => rmSync(under, { recursive: true, force: true }));

const program = `
  const fs = require('node:fs'); const { join } = require('node:path');
  const folder = process.env.PASILLO_DISK_FOLDER;
  const control = fs.openSync(process.env.PASILLO_DISK_CONTROL, 'w');
  fs.mkdirSync(join(folder, 'in'));
  const fd = fs.openSync(join(folder, 'in/a'), 'w');
  fs.writeSync(fd, 'hello'); fs.writeSync(fd, 'HE', 0); fs.fsyncSync(fd);
  fs.writeSync(control, 'a mark');
  fs.ftruncateSync(fd, 2); fs.closeSync(fd);
  fs.copyFileSync(join(folder, 'in/a'), join(folder, 'b'));
  fs.renameSync(join(folder, 'b'), join(folder, 'c')); fs.rmSync(join(folder, 'c'));
  fs.writeFileSync(join(folder, '..', 'elsewhere'), 'unseen');
  fs.writeSync(control, 'fault write 1 28 on');
  const full = fs.openSync(join(folder, 'd'), 'w');
  console.log(fs.writeSync(full, 'half'));
  try { fs.writeSync(full, 'more'); } catch (error) { console.log(error.code); }
  fs.writeSync(control, 'clear');
  console.log(fs.writeSync(full, 'fits'));
`;

describe('the recorder', () => {
  it('writes down what a program does below one folder, in order, with what it says, and breaks the disk when told', async () => {
    const built = buildRecorder();
    if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine does not take)/);
    const folder = join(under, 'watched');
    mkdirSync(folder);
    const log = join(under, 'log');
    const ended = await runRecorded({ library: built.value, folder, log, program: ['-e', program] });
    expect(ended).toMatchObject({ code: 0, stdout: '2\nENOSPC\n4\n', stderr: '' });
    const told = readDiskLog(log).map((op) => {
      if (op.kind === 'write') return `write ${op.file} ${op.offset} ${Buffer.from(op.bytes).toString()}`;
      return Object.values(op).join(' ');
    });
    expect(told.filter((line) => !line.startsWith('close'))).toEqual([
      'mkdir in',
      'open 1 in/a true false',
      'write 1 0 hello',
      'write 1 0 HE',
      'sync 1 false',
      'mark a mark',
      'truncate 1 2',
      'open 1 in/a false false',
      'open 2 b true false',
      'truncate 2 0',
      'write 2 0 HE',
      'rename b c',
      'unlink c',
      'open 3 d true false',
      'fault write 1 errno 28',
      'write 3 0 ha',
      'write 3 2 fits',
    ]);
  }, 30_000);
});

describe('a machine that cannot record a disk', () => {
  const says = (machine: Partial<typeof thisMachine>): string => {
    const built = buildRecorder({ ...thisMachine, platform: 'linux', glibc: '2.36', ...machine });
    return built.ok ? 'it can' : built.error.sentence;
  };

  it('says so in a sentence', () => {
    expect(says({ platform: 'win32' })).toBe('Recording a disk needs Linux with glibc, and this is win32.');
    expect(says({ glibc: null })).toBe('Recording a disk needs Linux with glibc, and this is linux with another C library.');
    expect(says({ compile: () => null })).toBe('Recording a disk needs a C compiler called cc, and this machine has none.');
    expect(says({ compile: () => ({ ok: false, said: 'no such header' }) })).toBe('The C compiler of this machine does not take the recorder: no such header');
  });
});
