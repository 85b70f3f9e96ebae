import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPageIfChanged } from '../../../scripts/world/page-build.ts';
import { buildInTestMode } from './build-in-test-mode.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the pages built in test mode, where `?mock=` names a scene. */
    testPages: string;
  }
}

let folder: string | null = null;

/** Builds the pages once for all browser tests: as the product has them, and in test mode. Vitest calls it before the first file. */
export async function setup(project: TestProject): Promise<void> {
  buildPageIfChanged(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'pasillo-page-'));
  await buildInTestMode(folder);
  project.provide('testPages', folder);
}

/** Removes what was built. Vitest calls it after the last file. */
export async function teardown(): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
}
