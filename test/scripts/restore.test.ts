import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../../src/kernel/result.ts';
import { makeBackup } from '../../src/station/store/backup/backups.ts';
import { sealCopy } from '../../src/station/store/backup/check-copy.ts';
import type { StationDatabase } from '../../src/station/store/database.ts';
import { exportAudit } from '../../src/station/store/audit-export.ts';
import { readRequest } from '../../src/station/store/recovery/request.ts';
import { openTestStore, temporaryDirectory, write } from '../support/store.ts';

const script = (name: string) => fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
let directory: ReturnType<typeof temporaryDirectory>;
let data: string;
let config: string;
let store: StationDatabase;
let name: string;
beforeEach(async () => {
  directory = temporaryDirectory();
  data = join(directory.path, 'data');
  config = join(directory.path, 'station.json');
  mkdirSync(data);
  writeFileSync(config, JSON.stringify({ stationKind: 'kiosk', dataDir: 'data', hub: { url: 'https://hub.example' } }));
  store = openTestStore(join(data, 'station.db'));
  write(store, (tx) => tx.audit({ kind: 'thing.done', at: 1, facts: {} }));
  const folder = join(data, 'backups');
  const made = await makeBackup({
    folder,
    copyTo: (to) => store.copyTo(to),
    check: async (to, depth) => sealCopy(to, depth),
    depth: 'full',
    at: 1_760_000_000_000,
  });
  name = expectOk(made, 'the backup').name;
});
afterEach(() => directory.remove());

function run(which: string, args: readonly string[], typed = '') {
  const ended = spawnSync(process.execPath, [script(which), ...args], { input: typed, encoding: 'utf8' });
  return { code: ended.status, said: ended.stdout + ended.stderr };
}
const restore = (args: readonly string[], typed?: string) => run('restore', ['--config', config, ...args], typed);

describe('npm run restore', () => {
  it('lists the backups with what a check says of each', () => {
    store.close();
    expect(restore(['--list'])).toMatchObject({ code: 0, said: expect.stringMatching(new RegExp(`^${name} .* sound, 1 audit entries`)) });
  });

  it('refuses while the station runs', () => {
    expect(restore(['--from', name, '--yes'])).toMatchObject({ code: 1, said: expect.stringContaining('The station is running') });
    store.close();
    expect(readRequest(join(data, 'station.db'))).toBeNull();
  });

  it('asks for the name of the station, and changes nothing on a dry run or a wrong name', () => {
    store.close();
    const before = readdirSync(data);
    expect(restore(['--from', name, '--dry-run'])).toMatchObject({ code: 0, said: expect.stringContaining('Nothing was changed') });
    expect(restore(['--from', name], 'another\n')).toMatchObject({ code: 1, said: expect.stringContaining('not its name') });
    expect([readdirSync(data), readRequest(join(data, 'station.db'))]).toEqual([before, null]);
    expect(restore(['--from', name], 'station\n').code).toBe(0);
    expect(readRequest(join(data, 'station.db'))).toMatchObject({ name, by: ['console'] });
  });

  it('says how it is used, and which backup it does not know', () => {
    store.close();
    expect([restore([]).code, restore(['--list', '--from', name]).code, restore(['--from', 'station-20200101T000000Z.db']).code]).toEqual([1, 1, 1]);
  });
});

describe('npm run audit', () => {
  it('verifies an exported file, and says which line is not as it was', async () => {
    const lines: string[] = [];
    await exportAudit(store, (line) => void lines.push(line));
    store.close();
    const path = join(directory.path, 'audit.ndjson');
    writeFileSync(path, `${lines.join('\n')}\n`);
    expect(run('audit', ['verify', path])).toMatchObject({ code: 0, said: expect.stringContaining('Whole: entries 1 to 1') });
    writeFileSync(path, `${lines.join('\n').replace('thing.done', 'thing.gone')}\n`);
    expect(run('audit', ['verify', path])).toMatchObject({ code: 1, said: expect.stringContaining('NOT WHOLE: line 2 is changed') });
    expect(run('audit', ['check']).code).toBe(1);
  });
});
