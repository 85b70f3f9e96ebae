import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/hub/db/open.ts';
import { applySetup } from '../../src/hub/db/setup.ts';
import { demoSetup } from '../../src/hub/demo/demo-shop.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { shopifyFixture } from '../support/csv.ts';
import { temporaryDirectory } from '../support/store.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

/** Runs the program as `npm run import -- ...` does. */
function run(...args: readonly string[]) {
  const script = fileURLToPath(new URL('../../scripts/import.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: directory.path, encoding: 'utf8' });
  return { status, stdout: stdout.split('\n'), stderr };
}

describe('npm run import', () => {
  it('with --check reads and reports, and writes nothing', () => {
    const { status, stdout } = run(shopifyFixture('hostile.csv'), '--check');
    expect([status, stdout[1]]).toEqual([0, 'checked only: nothing was written']);
    expect(stdout).toContain('21 rows were rejected:');
    expect(stdout).toContain('  23    buena         scattered          the product of this handle began on line 2 and another one stands between');
  });

  it.each([
    ['a file that is not there', ['nowhere.csv'], 'nowhere.csv cannot be read'],
    ['a folder', ['.'], '. is not a file'],
    ['no file', [], 'usage:'],
    ['an option that it does not know', ['x.csv', '--force'], 'usage:'],
    ['an option with a wrong value', ['x.csv', '--language', 'fr'], '--language'],
    ['a folder without a hub', [shopifyFixture('apparel.csv'), '--data', 'no-hub'], 'there is no hub in no-hub'],
    ['a file that is no product export', [fileURLToPath(import.meta.url), '--check'], 'was not read'],
  ])('with %s says so and ends with 1', (_name, args, words) => {
    const { status, stderr } = run(...args);
    expect([status, stderr.includes(words)]).toEqual([1, true]);
  });

  it('writes into the hub’s folder, once; and not while the hub runs on it', async () => {
    const data = `${directory.path}/hub`;
    const hub = expectOk(await openDatabase({ kind: 'pglite', dir: data }), 'a hub');
    await applySetup(hub, demoSetup([]), 'http://127.0.0.1:1');
    const busy = run(shopifyFixture('apparel.csv'), '--data', data);
    await hub.close();
    expect([busy.status, busy.stderr]).toEqual([1, `the hub is running on ${data}: stop it, import, and start it again\n`]);
    expect(run(shopifyFixture('apparel.csv'), '--data', data)).toMatchObject({
      status: 0,
      stdout: expect.arrayContaining(['products: 20 created, 0 changed, 0 unchanged']),
    });
    expect(run(shopifyFixture('apparel.csv'), '--data', data)).toMatchObject({
      status: 0,
      stdout: expect.arrayContaining(['products: 0 created, 0 changed, 20 unchanged']),
    });
  }, 90_000);

  it('on a fresh machine makes the demonstration’s hub first', () => {
    const first = run(shopifyFixture('apparel.csv'));
    expect(first.stdout[0]).toBe("There is no hub yet: making the demonstration's in .pasillo/demo/hub.");
    // The demonstration sells this very file already.
    expect(first).toMatchObject({ status: 0, stdout: expect.arrayContaining(['products: 0 created, 0 changed, 20 unchanged']) });
  }, 90_000);

  it('tells how to use it when asked', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.arrayContaining(['usage: npm run import -- FILE [options]']) });
  });
});
