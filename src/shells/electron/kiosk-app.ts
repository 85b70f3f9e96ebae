import { assertNever } from '../../kernel/assert-never.ts';
import type { Clock } from '../../kernel/clock.ts';
import { toHex } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { MediaFiles } from '../page/media-files.ts';
import type { PageFiles } from '../page/page-files.ts';
import { guardContents } from './contents-guard.ts';
import { createCrashBook } from './crash-book.ts';
import type { ElectronApi, KioskView } from './electron-api.ts';
import type { KioskWindow } from './kiosk-window.ts';
import { openKioskWindow } from './kiosk-window.ts';
import { PAGE_SCHEME, pageSchemePrivileges } from './page-origin.ts';
import { isFromPage, REQUEST_PORT } from './port-broker.ts';
import { lockSession } from './session-lock.ts';
import type { StationHost } from './station-host.ts';
import { startStationHost } from './station-host.ts';
import type { FromStation } from './station-messages.ts';

/** What the shell needs beside Electron. Paths are absolute. */
export interface KioskAppDeps<View extends KioskView<Port>, Port> {
  readonly electron: ElectronApi<View, Port>;
  readonly files: PageFiles;
  /** The files of the catalogue, where the station keeps them. */
  readonly media: MediaFiles;
  readonly preload: string;
  readonly stationProgram: string;
  /** The station's configuration file. */
  readonly config: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
}

type Restartable = Pick<ElectronApi<never, never>['app'], 'relaunch' | 'exit'>;
type Renewable = Pick<KioskWindow<never>, 'renew'>;

/** Switches of Chromium: no swipe through the history, no pinch (rule E-38; the page has its own text size). */
const switches: readonly (readonly [string, string?])[] = [['overscroll-history-navigation', '0'], ['disable-pinch']];

/** Runs the kiosk: one instance, one station in its own process, one window with the page. Call it before Electron is ready. */
export async function runKiosk<View extends KioskView<Port>, Port>(deps: KioskAppDeps<View, Port>): Promise<void> {
  const { app, protocol, Menu, ipcMain, MessageChannelMain, powerSaveBlocker } = deps.electron;
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: pageSchemePrivileges }]);
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  // Prevented and not called back: the connection is refused.
  for (const event of ['certificate-error', 'select-client-certificate', 'login'] as const) app.on(event, (details) => details.preventDefault());
  await app.whenReady();
  Menu.setApplicationMenu(null);
  // A machine that sleeps opens no door, and its clocks of sessions stand still: somebody's would go on in the morning. The screen may go dark.
  powerSaveBlocker.start('prevent-app-suspension');

  const window = openWindow(deps);
  const station = startStation(deps, (message) => onStationMessage(deps.electron, deps.logger, window, message));
  ipcMain.on(REQUEST_PORT, (event, ...extra) => {
    if (!isFromPage(event, extra, window.pageFrame())) return deps.logger.warn('refused a message that is not from the page');
    const { port1, port2 } = new MessageChannelMain();
    if (station.connect(port1)) window.handOver(port2);
  });
  endTogether(app, station);
  await window.renew();
}

function openWindow<View extends KioskView<Port>, Port>(deps: KioskAppDeps<View, Port>): KioskWindow<Port> {
  const { electron, files, media, preload, clock, random, logger } = deps;
  const crashes = createCrashBook();
  const window: KioskWindow<Port> = openKioskWindow<View, Port>({
    electron,
    preload,
    newPartition: () => `shopper-${toHex(random(8))}`,
    lock: (session) => lockSession(session, files, media),
    onCrash(reason) {
      const verdict = crashes.crashed(clock.monotonic());
      logger.error('the page crashed', { reason, verdict });
      if (verdict === 'restart') return restart(electron.app);
      renewOrRestart(electron.app, window);
    },
    onClosed: () => electron.app.quit(),
  });
  return window;
}

function onStationMessage({ app }: { readonly app: Restartable }, logger: Logger, window: Renewable, message: FromStation): void {
  switch (message.kind) {
    case 'ready':
      return logger.info('the station is ready');
    case 'failed':
      return logger.error('the station cannot start', { detail: message.detail });
    case 'wipe':
      return renewOrRestart(app, window);
    default:
      return assertNever(message);
  }
}

/** A page that cannot be thrown away must not stay: then everything starts anew. */
function renewOrRestart(app: Restartable, window: Renewable): void {
  window.renew().catch(() => restart(app));
}

function restart(app: Restartable): void {
  app.relaunch();
  app.exit(1);
}

function startStation<View extends KioskView<Port>, Port>(deps: KioskAppDeps<View, Port>, onMessage: (message: FromStation) => void): StationHost<Port> {
  const { electron, stationProgram, config, clock, logger } = deps;
  const fork = () => electron.utilityProcess.fork(stationProgram, ['--config', config], { serviceName: 'Pasillo station', stdio: 'inherit' });
  return startStationHost<Port>({ fork, clock, logger, onMessage });
}

/** The program ends only after the station has ended in order. */
function endTogether(app: ElectronApi<never, never>['app'], station: { stop(): Promise<void> }): void {
  let stationIsGone = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (stationIsGone) return;
    event.preventDefault();
    void station.stop().then(() => {
      stationIsGone = true;
      app.quit();
    });
  });
}
