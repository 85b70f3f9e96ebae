import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../architecture/source-tree.ts';

const running: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('the web shell as a program', () => {
  it('says where its page is, serves it with the hub away, and ends in order on SIGTERM', async () => {
    const { child, url } = await startProgram(kioskFolder());
    const cookie = await launch(url);
    expect((await fetch(new URL(url).origin, { headers: { cookie } })).status).toBe(200);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('ends when the program that started it ends', async () => {
    const { child } = await startProgram(kioskFolder(), ['--with-parent']);
    child.stdin.end();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('knows its page again after kill -9', async () => {
    const folder = kioskFolder();
    const before = await startProgram(folder);
    const cookie = await launch(before.url);
    before.child.kill('SIGKILL');
    await once(before.child, 'exit');
    const port = Number(new URL(before.url).port);
    const after = await startProgram(kioskFolder({ folder, port }));
    expect((await fetch(new URL(after.url).origin, { headers: { cookie } })).status).toBe(200);
  });

  it('gives another address when it is asked', async () => {
    const { child, url, lines } = await startProgram(kioskFolder(), ['--with-parent']);
    child.stdin.write('{"launch":true}\nnonsense\n');
    const next = await lines.next();
    expect(JSON.parse(String(next.value))).toEqual({ event: 'launch', url });
  });

  it('keeps its session secret for its owner only', async () => {
    const folder = kioskFolder();
    await startProgram(folder);
    expect(statSync(join(folder, 'data', 'page-session.key')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a key that it does not know', { stationKind: 'kiosk', dataDir: 'data', hub: { url: 'http://127.0.0.1:1' }, prot: 1 }, 'path: prot'],
    ['a wrong port', { stationKind: 'kiosk', dataDir: 'data', hub: { url: 'http://127.0.0.1:1' }, web: { port: 70_000 } }, 'path: web.port'],
    ['no bank for a silo', { stationKind: 'silo', dataDir: 'data', hub: { url: 'http://127.0.0.1:1' } }, 'path: bank'],
  ])('does not start on a configuration with %s, and names it', async (_, config, told) => {
    const folder = kioskFolder();
    writeFileSync(join(folder, 'station.json'), JSON.stringify(config));
    expect(await failureOf(folder)).toContain(told);
  });

  it('does not start on a session secret that others could have read', async () => {
    const folder = kioskFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'page-session.key'), new Uint8Array(32), { mode: 0o644 });
    expect(await failureOf(folder)).toContain('can be read by others than its owner');
  });

  it('does not start on a port that another program has, and names it', async () => {
    const { url } = await startProgram(kioskFolder());
    const port = Number(new URL(url).port);
    expect(await failureOf(kioskFolder({ port }))).toContain(`Port ${port} is in use`);
  });

  it('does not start without a page, and says so', async () => {
    expect(await failureOf(kioskFolder(), ['--page', '/nowhere'])).toContain('There is no built page in /nowhere');
  });
});

/** A folder with the configuration of a kiosk whose hub does not answer, and a page of one line. */
function kioskFolder({ folder = mkdtempSync(join(tmpdir(), 'pasillo-web-')), port = 0 } = {}): string {
  const config = { stationKind: 'kiosk', dataDir: 'data', hub: { url: 'http://127.0.0.1:1' }, web: { port } };
  writeFileSync(join(folder, 'station.json'), JSON.stringify(config));
  mkdirSync(join(folder, 'page'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  return folder;
}

async function startProgram(folder: string, more: readonly string[] = []) {
  const child = spawnProgram(folder, ['--page', join(folder, 'page'), ...more]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { url } = JSON.parse(String((await lines.next()).value)) as { url: string };
  return { child, url, lines };
}

/** What a program that does not start says on stderr. */
async function failureOf(folder: string, more: readonly string[] = ['--page', join(folder, 'page')]): Promise<string> {
  const child = spawnProgram(folder, more);
  let said = '';
  child.stderr.on('data', (part) => {
    said += String(part);
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  return said;
}

function spawnProgram(folder: string, more: readonly string[]): ChildProcessWithoutNullStreams {
  const program = join(projectRoot, 'src', 'shells', 'web', 'main.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, '--config', join(folder, 'station.json'), ...more], { stdio: 'pipe' });
  running.push(child);
  return child;
}

async function launch(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
