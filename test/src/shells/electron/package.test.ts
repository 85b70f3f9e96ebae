import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';
import { filesUnder, projectRoot } from '../../../architecture/source-tree.ts';

const config = await getConfig(projectRoot, 'electron-builder.yml', null);

describe('the package for shops', () => {
  it('is described in words that electron-builder knows', async () => {
    await expect(validateConfiguration(config, new DebugLogger())).resolves.toBeUndefined();
  });

  it('would not be described by a word that electron-builder does not know', async () => {
    await expect(validateConfiguration({ ...config, ...{ electronFuse: {} } }, new DebugLogger())).rejects.toThrow(/electronFuse/);
  });

  it('is made for Linux as AppImage and deb, and for Windows as an installer', () => {
    expect([targetsOf(config.linux?.target), targetsOf(config.win?.target)]).toEqual([['AppImage', 'deb'], ['nsis']]);
  });

  it('E-19 has every fuse that electron-builder can set in its required state', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('E-22 keeps the programs in the archive and native modules beside it', () => {
    expect([config.asar, config.asarUnpack]).toEqual([true, ['node_modules/better-sqlite3/**', 'node_modules/@serialport/bindings-cpp/**']]);
  });

  it('starts the main process that the build makes', () => {
    const { main } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { main: string };
    expect(main).toBe('dist/electron/main.js');
  });

  it('E-04 E-15 never turns the sandbox off and never opens anything outside', () => {
    const files = [
      'electron-builder.yml',
      'scripts/build.ts',
      ...['main', 'kiosk-app', 'kiosk-window', 'preload'].map((name) => `src/shells/electron/${name}.ts`),
    ];
    const texts = files.map((file) => readFileSync(join(projectRoot, file), 'utf8')).join('\n');
    expect(texts).not.toMatch(/no-sandbox|openExternal|openPath|\bshell\b[^-]*from 'electron'|remote-debugging|inspect=/);
  });
});

describe('the page', () => {
  const text = ['renderer', 'src/shells']
    .flatMap(filesUnder)
    .filter((path) => /\.(tsx?|html)$/.test(path))
    .map((path) => readFileSync(join(projectRoot, path), 'utf8'))
    .join('\n');

  it('E-32 never prints itself: slips go to the receipt printer', () => {
    expect(text).not.toMatch(/window\.print|webContents\.print|\.printToPDF/);
  });

  it('E-33 asks for no file and saves none', () => {
    expect(text).not.toMatch(/type="file"|show(Open|Save)(FilePicker|Dialog)|<a[^>]*\sdownload/);
  });

  it('E-11 E-14 opens no windows, frames or webviews', () => {
    expect(text).not.toMatch(/window\.open\(|target="_blank"|<iframe|<webview/);
  });

  it('E-07 puts no text into the document as markup', () => {
    expect(text).not.toMatch(/dangerouslySetInnerHTML|document\.write|insertAdjacentHTML|\.outerHTML\s*=/);
  });
});

function targetsOf(target: unknown): string[] {
  const targets = Array.isArray(target) ? target : [target];
  return targets.map((one: string | { target: string }) => (typeof one === 'string' ? one : one.target));
}
