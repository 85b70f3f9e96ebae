import { join } from 'node:path';
import { build } from 'vite';

/**
 * Builds the pages in test mode, where `?mock=` names a scene, into a folder of their own. Test runners ask React for the slow half of itself that
 * warns of mistakes; a page is judged as people get it, unless `warns` is asked for.
 */
export async function buildInTestMode(folder: string, { warns = false } = {}): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = warns ? 'development' : 'production';
  try {
    await build({
      configFile: join(import.meta.dirname, '../../../vite.config.ts'),
      mode: 'test',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
