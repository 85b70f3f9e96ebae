import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { projectRoot } from './paths.ts';
import type { World } from './world.ts';

/** A page that changes while it is looked at. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** After the last of several changes in a row, as an editor makes them. */
const settleMs = 300;

/** Starts Vite's development server for the page, on loopback. */
export async function startPageServer(): Promise<PageServer> {
  const server = await createServer({
    configFile: join(projectRoot, 'vite.config.ts'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 5173, strictPort: false },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The development server has no address.');
  return { url: url.replace(/\/$/, ''), close: () => server.close() };
}

/** Starts hub and station again whenever a source of theirs changes. */
export function restartOnChange(world: World, say: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  const restart = async (): Promise<void> => {
    say('A source has changed: hub and station start again.');
    await world.stopStation('in order');
    await world.stopHub();
    await world.startHub();
    await world.startStation();
    say('They run again.');
  };
  const onChange = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn = turn.then(restart).catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
    }, settleMs);
  };
  for (const folder of ['src', 'hardware']) watch(join(projectRoot, folder), { recursive: true }, onChange);
}
