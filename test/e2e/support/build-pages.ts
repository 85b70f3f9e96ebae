import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Child, startChild } from '../../../scripts/world/child.ts';
import { buildPageIfChanged } from '../../../scripts/world/page-build.ts';
import { programs } from '../../../scripts/world/paths.ts';
import { buildInTestMode } from './build-in-test-mode.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the pages built in test mode, where `?mock=` names a scene. */
    testPages: string;
    /** The data of a demonstration's hub that was started and stopped once. */
    demoHub: string;
  }
}

let folder: string | null = null;

/**
 * Builds the pages once for all browser tests, as the product has them and in test mode, and fills the data of a demonstration's hub meanwhile, of which each
 * shop gets a copy. Vitest calls it before the first file.
 */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'pasillo-e2e-'));
  const demoHub = join(folder, 'hub');
  const filling = fillDemoHub(demoHub);
  buildPageIfChanged(() => undefined);
  const pages = join(folder, 'pages');
  await buildInTestMode(pages);
  await (await filling).stop();
  project.provide('testPages', pages);
  project.provide('demoHub', demoHub);
}

/** Starts a hub of the demonstration, which makes its database, its shop, its people and its goods. */
function fillDemoHub(data: string): Promise<Child> {
  return startChild({ name: 'hub', program: programs.hub, arguments: ['--data', data, '--port', '0', '--demo', '--with-parent'], log: `${data}.log` });
}

/** Removes what was built. Vitest calls it after the last file. */
export async function teardown(): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
}
