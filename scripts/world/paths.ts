import { join } from 'node:path';

/** The project's root folder. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** Where the demonstration keeps its data between runs. */
export const demoFolder = join(projectRoot, '.pasillo', 'demo');

/** The programs that a running shop consists of. */
export const programs = {
  hub: join(projectRoot, 'src', 'hub', 'main.ts'),
  station: join(projectRoot, 'src', 'shells', 'web', 'main.ts'),
  providers: join(projectRoot, 'scripts', 'world', 'providers.ts'),
  bank: join(projectRoot, 'hardware', 'simulator', 'bank-process.ts'),
} as const;
