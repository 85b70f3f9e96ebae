import { join } from 'node:path';
import { app, BaseWindow, clipboard, ipcMain, Menu, MessageChannelMain, powerSaveBlocker, protocol, session, utilityProcess, WebContentsView } from 'electron';
import type { MessagePortMain } from 'electron';
import { stderrLogger, systemClock, systemRandom } from '../node-world.ts';
import { mediaFolderOf, readStationFile } from '../../station/config.ts';
import { type MediaFiles, mediaFiles } from '../page/media-files.ts';
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
  powerSaveBlocker,
  protocol,
  session,
  utilityProcess,
  WebContentsView,
};
const here = import.meta.dirname;
const files = readPageFiles(join(here, '..', 'renderer'));

if (files.ok) {
  const named = app.commandLine.getSwitchValue('config');
  const config = named === '' ? join(app.getPath('userData'), 'station.json') : named;
  await runKiosk({
    electron,
    files: files.value,
    preload: join(here, 'preload.cjs'),
    stationProgram: join(here, 'station.js'),
    config,
    media: mediaOf(config),
    clock: systemClock,
    random: systemRandom,
    logger: stderrLogger,
  });
} else {
  stderrLogger.error('there is no page to show', { detail: files.error.detail });
  app.exit(1);
}

/** The catalogue's files of the station that this configuration names; none where it cannot be read, which the station itself says aloud. */
function mediaOf(path: string): MediaFiles {
  const file = readStationFile(path);
  return file.ok ? mediaFiles(mediaFolderOf(file.value), systemClock.now) : { read: async () => null };
}
