import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../find-chromium.mjs';
import { projectRoot } from './paths.ts';

/** How the page can be shown here; `print` when only the address can be told, with the reason. */
export type Viewer =
  | { readonly kind: 'electron'; readonly binary: string }
  | { readonly kind: 'chromium'; readonly binary: string }
  | { readonly kind: 'print'; readonly why: string };

/** Electron where its binary is, else a Chromium or Chrome, else only the address. */
export function findViewer(): Viewer {
  if (!hasDisplay()) return { kind: 'print', why: 'This machine has no display.' };
  const electron = electronBinary();
  if (electron !== null) return { kind: 'electron', binary: electron };
  const chromium = findChromium();
  if (chromium === null) return { kind: 'print', why: 'There is no Chromium or Chrome on this machine.' };
  if (process.platform === 'linux' && process.getuid?.() === 0) return { kind: 'print', why: 'Chromium does not start for the user root.' };
  return { kind: 'chromium', binary: chromium };
}

/** The windows that are opened: the page, and the panel of the simulated devices to the right of it. */
const windows = {
  page: { profile: 'browser', flags: ['--window-size=1080,1320', '--window-position=0,0'] },
  panel: { profile: 'browser-panel', flags: ['--window-size=620,1000', '--window-position=1090,0'] },
} as const;

/** Opens an app window of Chromium with a profile of its own. */
export function openChromium(binary: string, url: string, folder: string, name: keyof typeof windows): ChildProcess {
  const profile = join(folder, windows[name].profile);
  mkdirSync(profile, { recursive: true });
  // What people type in the page must not be written to the browser's profile (its history, its storage of sessions).
  const flags = ['--incognito', '--no-first-run', '--no-default-browser-check', '--disable-sync', '--disable-background-networking', '--password-store=basic'];
  return spawn(binary, [`--app=${url}`, `--user-data-dir=${profile}`, ...windows[name].flags, ...flags], { stdio: 'ignore' });
}

/** Builds the desktop shell's programs and starts it on the station's configuration. */
export function openElectron(binary: string, config: string): ChildProcess {
  const built = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'build.ts'), '--programs-only'], { cwd: projectRoot, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The desktop shell could not be built.\n${built.stderr}`);
  return spawn(binary, [projectRoot, `--config=${config}`], { cwd: projectRoot, stdio: 'ignore' });
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/** Electron downloads its binary at its first run; `path.txt` is there when it did. */
function electronBinary(): string | null {
  const folder = join(projectRoot, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : null;
}
