import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../architecture/source-tree.ts';

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

function targetsOf(target: unknown): string[] {
  const targets = Array.isArray(target) ? target : [target];
  return targets.map((one: string | { target: string }) => (typeof one === 'string' ? one : one.target));
}
