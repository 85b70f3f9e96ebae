import { join } from 'node:path';
import { build } from 'vite';

/** Builds the pages in test mode, where `?mock=` names a scene, into a folder of their own. */
export async function buildInTestMode(folder: string): Promise<void> {
  await build({
    configFile: join(import.meta.dirname, '../../../vite.config.ts'),
    mode: 'test',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
}
