/**
 * Builds what electron-builder packs: the page, and Electron's three programs (main, preload, station) bundled into
 * `dist/electron`. Node programs need no build; this is only for the package. `--programs-only` leaves the page as it is.
 */
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const shell = join(root, 'src', 'shells', 'electron');

/** Packages with native parts stay packages; Electron brings itself. */
const external = ['electron', 'better-sqlite3', 'serialport', /^@serialport\//, /^node:/];

if (!process.argv.includes('--programs-only')) await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
await build(program({ main: join(shell, 'main.ts') }, 'es', true));
const threads = {
  'catalogue-worker': join(root, 'src/station/store/catalogue/worker.ts'),
  'check-worker': join(root, 'src/station/store/backup/check-worker.ts'),
};
await build(program({ station: join(shell, 'station-process.ts'), ...threads }, 'es', false));
await build(program({ preload: join(shell, 'preload.ts') }, 'cjs', false));
process.stdout.write('Built dist/renderer and dist/electron.\n');

/** One bundle for Node. A sandboxed preload script has to be CommonJS; everything else is a module. */
function program(input: Record<string, string>, format: 'es' | 'cjs', emptyOutDir: boolean): InlineConfig {
  const extension = format === 'es' ? 'js' : 'cjs';
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    // Everything that is not named as external goes into the bundle, packages too.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: 'dist/electron',
      emptyOutDir,
      minify: false,
      rolldownOptions: { input, external, output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name]-[hash].${extension}` } },
    },
  };
}
