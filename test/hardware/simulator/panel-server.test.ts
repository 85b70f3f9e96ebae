import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPanel, type Panel } from '../../../hardware/simulator/panel-server.ts';
import { readProcessFlags } from '../../../hardware/simulator/process-flags.ts';
import { type EventLine, SimulatedWorld } from '../../../hardware/simulator/simulated-world.ts';
import { systemClock } from '../../../hardware/system-clock.ts';

const noDoor = { board: 0, lock: 2 };

let world: SimulatedWorld;
let panel: Panel;
let listeners: Set<(line: EventLine) => void>;

beforeEach(async () => {
  const wishes = readProcessFlags(['--locks', '2', '--tcp', '0']);
  if (!wishes.ok) throw new Error(wishes.error.message);
  listeners = new Set();
  world = new SimulatedWorld({ wishes: wishes.value, clock: systemClock, onLine: (line) => listeners.forEach((listener) => listener(line)) });
  await world.start();
  panel = await open(null);
});

afterEach(async () => {
  await panel.close();
  await world.close();
});

async function open(layout: string | null): Promise<Panel> {
  const opened = await openPanel({ world, port: 0, layout, onLine: (listener) => void listeners.add(listener) });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** Sends what a browser would, or would not: every header can be chosen. */
function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<Answer> {
  const { hostname, port, host } = new URL(panel.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: { host, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function command(line: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return ask('POST', '/command', { 'content-type': 'application/json', ...headers }, JSON.stringify(line));
}

function openDoors(): number {
  return world.state().buses.flatMap(({ boards }) => boards.flatMap(({ locks }) => locks.filter(({ isOpen }) => isOpen))).length;
}

describe('who may drive the panel', () => {
  test('the page itself', async () => {
    const { status, body } = await command({ open: { board: 0, lock: 1 } }, { origin: new URL(panel.url).origin });
    expect([status, body, openDoors()]).toEqual([200, '{"ok":true}', 1]);
  });

  test.each([
    ['a page of elsewhere', { origin: 'https://example.com' }],
    ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['a name that was pointed at loopback', { host: 'rebound.example.com' }],
    ['the right name with another port', { host: '127.0.0.1:1' }],
    ['a form', { 'content-type': 'text/plain' }],
  ])('not %s', async (_, headers) => {
    const { status } = await command({ open: { board: 0, lock: 1 } }, headers);
    expect([status >= 400, openDoors()]).toEqual([true, 0]);
  });

  test('nobody reads the events from elsewhere', async () => {
    expect((await ask('GET', '/events', { origin: 'https://example.com' })).status).toBe(403);
  });
});

describe('what the panel gives', () => {
  test('the page and its parts, with a policy that lets in nothing of elsewhere', async () => {
    const { status, body, headers } = await ask('GET', '/');
    expect([status, headers['content-security-policy']]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    const parts = [...body.matchAll(/(?:src|href)="(\/[\w.-]+)"/g)].map((match) => match[1] ?? '');
    const scripts = await Promise.all(
      ['/panel.js', '/doors.js', '/door-menu.js', '/bus-controls.js', '/peripherals.js', '/frame-log.js', '/elements.js'].map((path) => ask('GET', path)),
    );
    const imported = scripts.flatMap((script) => [...script.body.matchAll(/from '\.(\/[\w.-]+)'/g)].map((match) => match[1] ?? ''));
    expect(await Promise.all([...new Set([...parts, ...imported])].map(async (path) => (await ask('GET', path)).status))).toEqual(
      Array.from({ length: new Set([...parts, ...imported]).size }, () => 200),
    );
  });

  test.each(['/../package.json', '/panel-server.ts', '/constructor', '/panel/', '//'])('no other file: %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  test.each([
    [{ close: noDoor }, 'There is no door 0/2 here.'],
    [{ explode: {} }, 'No such command: {"explode":{}}'],
    [{ scan: { code: 'x' } }, 'There is no scanner; --scanner gives one.'],
    ['x'.repeat(9000), 'One line of JSON is expected.'],
  ])('an answer to what cannot be done', async (line, error) => {
    const { status, body } = await command(line);
    expect([status, JSON.parse(body)]).toEqual([400, { ok: false, error }]);
  });

  test('events: the layout, the state, then each change and what happened', async () => {
    const layout = join(mkdtempSync(join(tmpdir(), 'pasillo-layout-')), 'doors.json');
    writeFileSync(layout, JSON.stringify([{ number: 1, board: 0, lock: 0, column: 0, row: 0, heightMm: 220, size: 'M' }]));
    await panel.close();
    panel = await open(layout);
    const stop = new AbortController();
    const response = await fetch(`${panel.url}events`, { signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (part: string): Promise<void> => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? '';
    };
    await until('event: paper');
    expect(text).toContain('event: layout\ndata: [{"number":1,"bus":null,"board":0,"lock":0,"column":0,"row":0,"heightMm":220}]');
    expect(text).toContain('"isOpen":false');
    await command({ open: { board: 0, lock: 1 } });
    await until('"isOpen":true');
    await until('"by":"force"');
    stop.abort();
  });

  test('a layout that is none is told', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'pasillo-layout-')), 'doors.json');
    writeFileSync(path, '[{"number":1}]');
    expect(await openPanel({ world, port: 0, layout: path, onLine: () => undefined })).toEqual({ ok: false, error: `${path} is no list of doors.` });
  });
});
