import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { loadSessionSecret } from '../../../src/shells/web/session-secret.ts';
import { openDeviceKey } from '../../../src/station/secrets/device-key.ts';
import { type DiskImage, RecordedDisk } from '../powercut/disk.ts';
import { Scratch, scratchFolder } from '../powercut/scratch.ts';
import { buildRecorder } from '../shim/recorder.ts';
import { readDiskLog, type RecordedEnd, runRecorded } from '../shim/run-recorded.ts';

const built = buildRecorder();
let under = '';
beforeAll(() => {
  under = realpathSync(scratchFolder('small-files'));
});
afterAll(() => rmSync(under, { recursive: true, force: true }));

async function run(what: 'birth' | 'full'): Promise<RecordedEnd & { readonly log: string }> {
  if (!built.ok) throw new Error(built.error.sentence);
  const folder = join(under, what);
  const log = join(under, `${what}.log`);
  mkdirSync(folder);
  const ended = await runRecorded({ library: built.value, folder, log, program: [join(import.meta.dirname, 'small-files-child.ts'), what] });
  return { ...ended, log };
}

describe('the small files beside a database', () => {
  it('are never half of themselves on a full disk: refused as a whole, written later, and the old one stays', async () => {
    if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine)/);
    const { stdout, stderr } = await run('full');
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual([
      'device.key: refused, written later, still good',
      'bank.key: refused, written later, still good',
      'page-session.key: refused, written later, still good',
      'station.db.restore.json: refused, written later, still good',
    ]);
  }, 60_000);

  it('let a station start after a power cut at any point of its first start, and stay the same once they were there', async () => {
    if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine)/);
    const { log, code } = await run('birth');
    expect(code).toBe(0);
    const scratch = new Scratch(join(under, 'images'));
    scratch.reset();
    const disk = new RecordedDisk();
    const known = new Map<string, string>();
    const wrong: string[] = [];
    for (const [at, op] of readDiskLog(log).entries()) {
      if (op.kind === 'mark') known.set(op.text.split(' ')[0] ?? '', op.text.split(' ')[1] ?? '');
      else disk.replay(op);
      const images: readonly (readonly [string, DiskImage])[] = [
        ['synced', disk.image({ kind: 'synced' })],
        ['everything', disk.image({ kind: 'everything' })],
        ...[1, 2, 3].map((n) => [`torn ${n}`, disk.image({ kind: 'torn', random: seededRandom(at * 8 + n) })] as const),
      ];
      for (const [variant, image] of images) {
        for (const [name, hex] of known) if (image.get(name)?.toString('hex') !== hex) wrong.push(`${at} ${variant}: ${name} is another one`);
        scratch.hold(onlyOwners(image));
        const random = (size: number): Uint8Array => new Uint8Array(size).fill(9);
        if (!loadSessionSecret(join(scratch.folder, 'page-session.key'), random).ok) wrong.push(`${at} ${variant}: the page's secret`);
        if (!openDeviceKey(join(scratch.folder, 'device.key')).ok) wrong.push(`${at} ${variant}: the device's key`);
        scratch.reset();
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

function onlyOwners(image: DiskImage): DiskImage {
  process.umask(0o077);
  return image;
}
