import { createInterface } from 'node:readline';
import type { World } from './world.ts';

/** Commands from the terminal, a letter and Enter: they show what happens when the network or the station goes. */
export function onKeys(world: World, say: (line: string) => void, end: () => void): void {
  const commands: Readonly<Record<string, () => Promise<void>>> = {
    l: async () => say(await world.launchUrl()),
    h: () => toggleHub(world, say),
    k: async () => {
      // In Electron's window the station is a process of its own; a second one here would find its database in use.
      if (world.station() === null) return say('The station runs in the window that is open.');
      await world.stopStation('kill -9');
      say('The station was killed. It starts again.');
      await world.startStation();
      say('The station runs again.');
    },
    q: async () => end(),
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const run = commands[line.trim().toLowerCase()];
    if (run !== undefined) run().catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
  });
}

async function toggleHub(world: World, say: (line: string) => void): Promise<void> {
  if (world.hub() === null) {
    await world.startHub();
    return say('The hub runs again.');
  }
  await world.stopHub();
  say('The hub is stopped: kiosk and silo go on without it. h and Enter starts it.');
}
