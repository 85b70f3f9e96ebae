import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/**
 * The path of a Chromium or Chrome on this machine, or null. `CHROME_PATH` wins; then whatever is on the PATH; then the places
 * where the installers of macOS and Windows put it. Plain JavaScript for Node 20: the set-up script needs it before
 * anything else is installed.
 */
export function findChromium(env = process.env, platform = process.platform) {
  return candidates(env, platform).find(isExecutable) ?? null;
}

function candidates(env, platform) {
  const named = env.CHROME_PATH ? [env.CHROME_PATH] : [];
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return [...named, ...apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)];
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    const places = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return [...named, ...roots.flatMap((root) => places.map((place) => `${root}\\${place}`))];
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return [...named, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
