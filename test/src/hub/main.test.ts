import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { pushResponse } from '../../../src/contract/hub/sync.ts';
import { makeSigner, type SigningStation } from './support/station.ts';
import { makeOutbox, paid, placed } from './support/world.ts';

const root = mkdtempSync(join(tmpdir(), 'hub-main-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const program = fileURLToPath(new URL('../../../src/hub/main.ts', import.meta.url));
const setup = join(root, 'setup.json');
writeFileSync(
  setup,
  JSON.stringify({
    tenantId: '00000000-0000-4000-8000-0000000000aa',
    name: 'Moda',
    locations: [],
    stores: [
      {
        storeId: 'centro',
        name: 'Tienda',
        currency: 'EUR',
        locationId: 'l',
        staff: [],
        stations: [{ stationId: 'k1', stationCode: 'K1', bank: 1, passPool: 0 }],
      },
    ],
  }),
);

interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<number | string>;
  /** The first line on standard output, as JSON. */
  readonly ready: Promise<{ url: string; enrolmentCode?: string; operatorToken?: string }>;
  readonly errors: () => string;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]): Program {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  running.push(child);
  let errors = '';
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | string>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? '')));
  const ready = new Promise<{ url: string; enrolmentCode?: string; operatorToken?: string }>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const end = output.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(output.slice(0, end)));
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${errors}`)));
  });
  ready.catch(() => undefined);
  return { child, ended, ready, errors: () => errors };
}

async function post(url: string, path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

async function push(url: string, signer: SigningStation, body: string) {
  const headers = signer.headers({ method: 'POST', uri: `${url}/v1/push`, body, nowSeconds: Math.floor(Date.now() / 1000) }, 'k1');
  return pushResponse.parse(await (await post(url, '/v1/push', body, { ...headers })).json());
}

// Each test starts whole programs, which a busy machine does slowly.
describe('the hub program', { timeout: 120_000 }, () => {
  it('keeps what it acknowledged through kill -9, and takes the rest once', async () => {
    const args = ['--data', join(root, 'killed'), '--port', '0', '--setup', setup];
    const first = start(...args, '--enrol', 'k1');
    const { url, enrolmentCode } = await first.ready;
    const out = makeOutbox();
    const signer = makeSigner();
    expect((await post(url, '/v1/enrol', JSON.stringify({ code: enrolmentCode, publicKey: signer.publicKey, epoch: out.epoch }))).status).toBe(200);
    const order = placed();
    const [a, b] = [out.add(order), out.add(paid(order))];
    expect((await push(url, signer, JSON.stringify(out.request(a)))).durableSeq).toBe(1);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    const second = start(...args);
    const again = await second.ready;
    const answer = await push(again.url, signer, JSON.stringify(out.request(a, b)));
    expect([answer.outcomes.map((one) => one.outcome), answer.durableSeq]).toEqual([['duplicate', 'applied'], 2]);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it("serves the demo's shop, refuses its folder to a second one, and ends when its parent does", async () => {
    const args = ['--data', join(root, 'demo'), '--port', '0', '--demo', '--with-parent'];
    const first = start(...args);
    const { url, enrolmentCode, operatorToken } = await first.ready;
    expect(enrolmentCode).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const asOperator = await fetch(`${url}/v1/operator/parcels`, { headers: { authorization: `Bearer ${operatorToken}` } });
    expect([asOperator.status, await asOperator.json()]).toEqual([200, { rows: [] }]);
    const second = start(...args);
    expect([await second.ended, second.errors()]).toEqual([1, `another hub is running on ${join(root, 'demo')}\n`]);
    first.child.stdin?.end();
    expect(await first.ended).toBe(0);
  });

  it.each([
    ['an unknown option', ['--data', 'x', '--port', '0', '--verbose'], /--verbose/],
    ['no folder', ['--port', '0'], /--data/],
    ['a port that is none', ['--data', 'x', '--port', '99999'], /--port/],
    ['an operator whom nobody named', ['--data', join(root, 'nobody'), '--port', '0', '--operator', 'nobody'], /--operator/],
    ['a demo that other machines could reach', ['--data', 'x', '--port', '0', '--demo', '--host', '0.0.0.0'], /--demo/],
    ['a setup with a wrong key', ['--data', 'x', '--port', '0', '--setup', join(root, 'wrong.json')], /wrong\.json: stores\.0\.currency/],
    ['a setup that is missing', ['--data', 'x', '--port', '0', '--setup', join(root, 'missing.json')], /missing\.json/],
  ])('says what is wrong with %s', async (_, args, message) => {
    writeFileSync(
      join(root, 'wrong.json'),
      JSON.stringify({
        tenantId: '00000000-0000-4000-8000-0000000000aa',
        name: 'M',
        locations: [],
        stores: [{ storeId: 's', name: 'S', currency: 'euro', locationId: 'l', stations: [], staff: [] }],
      }),
    );
    const refused = start(...args);
    expect(await refused.ended).toBe(2);
    expect(refused.errors()).toMatch(message);
  });
});
