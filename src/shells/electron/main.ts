import { join } from 'node:path';
import { app, BaseWindow, clipboard, ipcMain, Menu, MessageChannelMain, protocol, session, utilityProcess, WebContentsView } from 'electron';
import type { MessagePortMain } from 'electron';
import { stderrLogger, systemClock, systemRandom } from '../node-world.ts';
import { readPageFiles } from '../page/page-files.ts';
import type { ElectronApi } from './electron-api.ts';
import { runKiosk } from './kiosk-app.ts';

// The main process of the desktop shell. `--config=FILE` names the station's configuration; without it, the one in the user's data.
const electron: ElectronApi<WebContentsView, MessagePortMain> = {
  app,
  BaseWindow,
  clipboard,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  utilityProcess,
  WebContentsView,
};
const here = import.meta.dirname;
const files = readPageFiles(join(here, '..', 'renderer'));

if (files.ok) {
  const named = app.commandLine.getSwitchValue('config');
  await runKiosk({
    electron,
    files: files.value,
    preload: join(here, 'preload.cjs'),
    stationProgram: join(here, 'station.js'),
    config: named === '' ? join(app.getPath('userData'), 'station.json') : named,
    clock: systemClock,
    random: systemRandom,
    logger: stderrLogger,
  });
} else {
  stderrLogger.error('there is no page to show', { detail: files.error.detail });
  app.exit(1);
}
