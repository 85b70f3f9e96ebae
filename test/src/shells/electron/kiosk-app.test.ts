import { describe, expect, it, vi } from 'vitest';
import { isPageUrl } from '../../../../src/shells/electron/page-origin.ts';
import { traversalCorpus } from '../traversal-corpus.ts';
import type { TestSession } from './stand-in.ts';
import { createStandIn, testEvent } from './stand-in.ts';
import { run, start } from './started-kiosk.ts';

/** Addresses that look like ours or are none. */
const foreign = [
  'https://shop.example/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'app://kiosk.example/',
  'app://kiosk@evil/',
  'app://user@kiosk/',
  'app://kiosk:8080/',
  'app://other/',
  'app:kiosk',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://kiosk/1',
  'about:blank',
  'chrome://gpu',
  'devtools://devtools',
  'view-source:app://kiosk/',
  'APP.KIOSK',
  '',
];

describe('what a page may load', () => {
  it.each(foreign.filter((url) => !/^(data|blob):/.test(url)))('E-01 is not %j', async (url) => {
    const { session } = await start();
    expect(isCancelled(session, url)).toBe(true);
  });

  it.each(['app://kiosk/', 'app://kiosk/assets/index.js', 'data:image/png;base64,AA', 'blob:app://kiosk/1'])('E-01 is %j', async (url) => {
    const { session } = await start();
    expect(isCancelled(session, url)).toBe(false);
  });

  it.each(traversalCorpus.filter((url) => url.startsWith('/') && !url.startsWith('//')))('E-18 is only what the build lists, not %j', async (path) => {
    const { session } = await start();
    const answer = await session.serve({ url: `app://kiosk${path}`, method: 'GET' } as Request);
    expect(answer.status).toBe(404);
  });

  it('E-07 E-18 is the page itself, with its policy', async () => {
    const { session } = await start();
    const answer = await session.serve(new Request('app://kiosk/?from=start#/silo'));
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, '<!doctype html>', 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /);
  });

  it.each([
    ['app://other/', 'GET', 403],
    ['https://kiosk/', 'GET', 403],
    ['app://kiosk/', 'POST', 405],
  ])('E-18 is not %s by %s', async (url, method, status) => {
    const { session } = await start();
    expect((await session.serve(new Request(url, { method }))).status).toBe(status);
  });

  it('E-18 comes over a scheme of our own that is secure, and no more is allowed to it', async () => {
    const { standIn } = await start();
    expect(standIn.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
  });
});

describe('the view that shows the page', () => {
  it.each([
    ['E-02', { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false }],
    ['E-03', { contextIsolation: true }],
    ['E-04', { sandbox: true }],
    ['E-06', { webSecurity: true }],
    ['E-08', { allowRunningInsecureContent: false }],
    ['E-09', { experimentalFeatures: false }],
    ['E-11', { webviewTag: false }],
    [
      'E-30',
      {
        devTools: false,
        disableDialogs: true,
        safeDialogs: true,
        navigateOnDragDrop: false,
        spellcheck: false,
        plugins: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    ],
  ])('%s is made with %j', async (_, wanted) => {
    expect((await start()).view.preferences).toMatchObject(wanted);
  });

  it('E-10 turns no feature of Blink on', async () => {
    expect((await start()).view.preferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('E-04 runs in a program whose every renderer is sandboxed, said before it is ready', async () => {
    const { did } = (await start()).standIn.app;
    expect(did.indexOf('sandbox')).toBeLessThan(did.indexOf('ready'));
    expect(did).toContain('sandbox');
  });

  it('E-34 has a session in memory', async () => {
    const { view } = await start();
    expect(view.preferences.partition).toMatch(/^shopper-[0-9a-f]{16}$/);
  });

  it('fills the window, which fills the screen', async () => {
    const { view, standIn } = await start();
    expect(view.bounds).toEqual({ x: 0, y: 0, width: 1080, height: 1920 });
    expect(standIn.frames[0]?.options).toMatchObject({ kiosk: true, fullscreen: true, frame: false, closable: false });
  });
});

describe('web contents, whoever made them', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('E-13 stay on our page at %s', async (event) => {
    const { contents } = await start();
    for (const url of foreign) {
      const details = testEvent(url);
      contents.emit(event, details);
      expect([url, details.prevented]).toEqual([url, true]);
    }
  });

  it('E-13 may move within our page', async () => {
    const { contents } = await start();
    const details = testEvent('app://kiosk/#/silo');
    contents.emit('will-navigate', details);
    expect(details.prevented).toBe(false);
  });

  it('E-12 get no webview, E-52 no dialog, no log-in and no device list', async () => {
    const { contents } = await start();
    for (const name of ['will-attach-webview', 'will-prevent-unload', 'login', 'select-bluetooth-device']) {
      const event = testEvent();
      contents.emit(name, event);
      expect([name, event.prevented]).toEqual([name, true]);
    }
  });

  it('E-14 open no windows', async () => {
    expect((await start()).contents.windowOpenHandler()).toEqual({ action: 'deny' });
  });

  it('E-38 cannot be zoomed by pinching', async () => {
    const { contents, standIn } = await start();
    expect(contents.zoomLimits).toEqual([[1, 1]]);
    expect(standIn.app.did).toEqual(expect.arrayContaining(['switch overscroll-history-navigation=0', 'switch disable-pinch']));
  });

  it('E-33 download nothing', async () => {
    const event = testEvent();
    (await start()).session.emit('will-download', event);
    expect(event.prevented).toBe(true);
  });

  it('E-31 get no menu and no key with Control', async () => {
    const { contents, standIn } = await start();
    const event = testEvent();
    contents.emit('before-input-event', event, { key: 'p', control: true, alt: false, meta: false });
    expect([event.prevented, standIn.menu]).toEqual([true, null]);
  });

  it('E-52 never ask a person about certificates or passwords', async () => {
    const { standIn } = await start();
    for (const name of ['certificate-error', 'select-client-certificate', 'login']) {
      const event = testEvent();
      standIn.app.emit(name, event);
      expect([name, event.prevented]).toEqual([name, true]);
    }
  });
});

describe('a message from a page', () => {
  it('E-17 brings a port to the station and its other end to the page', async () => {
    const { standIn, contents, station } = await start();
    standIn.fromPage('pasillo:request-port', { senderFrame: contents.mainFrame });
    expect(station.told).toEqual([{ message: { kind: 'page' }, ports: [{ id: '1 to the station' }] }]);
    expect(contents.handedOver).toEqual([[{ id: '1 to the page' }]]);
  });

  it.each([
    ['from a frame inside the page', { origin: 'app://kiosk' }],
    ['from a page elsewhere', { origin: 'https://shop.example' }],
    ['from a page that is gone', null],
  ])('E-17 %s brings nothing', async (_, senderFrame) => {
    const { standIn, station } = await start();
    standIn.fromPage('pasillo:request-port', { senderFrame });
    expect(station.told).toEqual([]);
  });

  it('E-17 with anything in it brings nothing', async () => {
    const { standIn, contents, station } = await start();
    standIn.fromPage('pasillo:request-port', { senderFrame: contents.mainFrame }, { path: '/dev/ttyUSB0' });
    expect(station.told).toEqual([]);
  });

  it('E-17 is heard on one channel only', async () => {
    expect((await start()).standIn.channels).toEqual(['pasillo:request-port']);
  });
});

it('the machine does not go to sleep: doors open at any hour, and no session outlasts the night', async () => {
  expect((await start()).standIn.blocked).toEqual(['prevent-app-suspension']);
});

describe('the end of a shopper’s session', () => {
  it('E-34 throws the page away, empties what it left, and shows one in a new session', async () => {
    const { standIn, view, session, station } = await start();
    station.emit('message', { kind: 'wipe' });
    await vi.waitFor(() => expect(session.emptied.sort()).toEqual(['auth', 'cache', 'data', 'hosts']));
    const [, next] = standIn.views;
    expect([...standIn.attached]).toEqual([next]);
    expect([view.webContents.isClosed, next?.isVisible, standIn.clipboard.cleared]).toEqual([true, true, 1]);
    expect(next?.preferences.partition).not.toBe(view.preferences.partition);
  });

  it('E-34 E-17 leaves the old page without a voice', async () => {
    const { standIn, contents, station } = await start();
    station.emit('message', { kind: 'wipe' });
    await vi.waitFor(() => expect(standIn.views).toHaveLength(2));
    standIn.fromPage('pasillo:request-port', { senderFrame: contents.mainFrame });
    expect(station.told).toEqual([]);
  });
});

describe('a page that crashes', () => {
  it.each([['render-process-gone', {}, { reason: 'oom' }], ['unresponsive']])('E-36 is replaced after %s', async (event, ...details) => {
    const { standIn, contents } = await start();
    contents.emit(event, ...details);
    await vi.waitFor(() => expect([standIn.views.length, standIn.attached.size]).toEqual([2, 1]));
  });

  it('E-36 three times in five minutes starts the program anew', async () => {
    const { standIn } = await start();
    for (const count of [1, 2, 3]) {
      await vi.waitFor(() => expect(standIn.views).toHaveLength(count));
      standIn.views[count - 1]?.webContents.emit('unresponsive');
    }
    expect(standIn.app.did.slice(-2)).toEqual(['relaunch', 'exit 1']);
    expect(standIn.views).toHaveLength(3);
  });

  it('E-36 after it was replaced is nobody’s concern', async () => {
    const { standIn, contents, station } = await start();
    station.emit('message', { kind: 'wipe' });
    await vi.waitFor(() => expect(standIn.views).toHaveLength(2));
    contents.emit('render-process-gone', {}, { reason: 'killed' });
    await Promise.resolve();
    expect(standIn.views).toHaveLength(2);
  });
});

describe('the program', () => {
  it('E-40 runs once', async () => {
    const standIn = createStandIn();
    standIn.app.isFirst = false;
    await run(standIn);
    expect([standIn.app.did, standIn.stations, standIn.frames]).toEqual([['lock', 'quit'], [], []]);
  });

  it('E-37 has its station in another process, which a crash of the page does not touch', async () => {
    const { standIn, contents, station } = await start();
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(standIn.views).toHaveLength(2));
    expect([standIn.stations, station.killed]).toEqual([[station], false]);
  });

  it('ends after its station has ended in order', async () => {
    const { standIn, station } = await start();
    const event = testEvent();
    standIn.app.emit('before-quit', event);
    expect([event.prevented, station.told.at(-1)?.message, standIn.app.did.at(-1)]).toEqual([true, { kind: 'stop' }, 'ready']);
    station.emit('exit', 0);
    await vi.waitFor(() => expect(standIn.app.did.at(-1)).toBe('quit'));
    const second = testEvent();
    standIn.app.emit('before-quit', second);
    expect(second.prevented).toBe(false);
  });
});

describe('our page’s address', () => {
  it.each(foreign)('E-13 is not %j', (url) => {
    expect(isPageUrl(url)).toBe(false);
  });

  it.each(['app://kiosk', 'app://kiosk/', 'app://kiosk/#/silo', 'app://kiosk/assets/a.js?b'])('E-13 is %j', (url) => {
    expect(isPageUrl(url)).toBe(true);
  });
});

function isCancelled(session: TestSession, url: string): boolean | undefined {
  const answers: (boolean | undefined)[] = [];
  session.beforeRequest({ url }, ({ cancel }) => answers.push(cancel));
  return answers[0];
}
