import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAGE_ORIGIN } from '../../../../src/shells/electron/page-origin.ts';
import { PORT_READY, REQUEST_PORT } from '../../../../src/shells/electron/port-broker.ts';

/** Named in a variable: the script is compiled with the page's types, not with Node's. */
const preload: string = '../../../../src/shells/electron/preload.ts';

const seen = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, unknown>>(),
  sent: [] as unknown[][],
  listeners: new Map<string, (event: { ports: object[] }, ...rest: unknown[]) => void>(),
  posted: [] as unknown[][],
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: Record<string, unknown>) => seen.exposed.set(name, api) },
  ipcRenderer: {
    send: (...message: unknown[]) => seen.sent.push(message),
    on: (channel: string, listener: (event: { ports: object[] }) => void) => seen.listeners.set(channel, listener),
  },
}));

describe('the preload script', () => {
  beforeEach(async () => {
    vi.stubGlobal('window', { postMessage: (...message: unknown[]) => seen.posted.push(message) });
    await import(preload);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    seen.sent.length = 0;
    seen.posted.length = 0;
  });

  it('E-20 puts one frozen object with one function on the page, and nothing of Electron', () => {
    const api = seen.exposed.get('pasillo') ?? {};
    expect([...seen.exposed.keys()]).toEqual(['pasillo']);
    expect(Object.entries(api).map(([name, value]) => [name, typeof value])).toEqual([['requestPort', 'function']]);
    expect(Object.isFrozen(api)).toBe(true);
  });

  it('E-20 asks for a port and passes nothing of the page on', () => {
    const { requestPort } = seen.exposed.get('pasillo') ?? {};
    const result = (requestPort as (...given: unknown[]) => unknown)('anything', { channel: 'other' });
    expect([result, seen.sent]).toEqual([undefined, [[REQUEST_PORT]]]);
  });

  it('hands the port to the page, to its own origin only', () => {
    const port = {};
    seen.listeners.get(PORT_READY)?.({ ports: [port] });
    expect(seen.posted).toEqual([[PORT_READY, PAGE_ORIGIN, [port]]]);
  });

  it('says nothing when there is no port', () => {
    seen.listeners.get(PORT_READY)?.({ ports: [] });
    expect(seen.posted).toEqual([]);
  });

  it('E-20 listens on one channel', () => {
    expect([...seen.listeners.keys()]).toEqual([PORT_READY]);
  });

  it('is one file that imports nothing but Electron, as a sandboxed preload script must be', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../src/shells/electron/preload.ts'), 'utf8');
    expect([...text.matchAll(/from '([^']+)'/g)].map((match) => match[1])).toEqual(['electron']);
  });
});
