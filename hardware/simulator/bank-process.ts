/**
 * Simulated lock boards, scanner and printer as a program of their own, so that the doors outlive the station.
 *
 * ```
 *  npm run sim:bank -- --family cu48 --boards 2 --locks 12 [--pty | --tcp 0] [--scanner] [--printer] [--panel 0]     --help tells all
 *  stdout  {"event":"ready","path":"/dev/pts/4","buses":[{"name":"cu48","family":"cu48","path":"/dev/pts/4"}],
 *           "scanner":{"path":"/dev/pts/5"},"panel":"http://127.0.0.1:40123/"}             "port":40123 for "path" with --tcp
 *          {"event":"frame","direction":"in","hex":"02 00 00 50 03 55","meaning":"status of board 0","atMs":812.4}
 *          {"event":"door","board":0,"lock":3,"state":"open","by":"pulse","atMs":903.1}
 *  stdin   {"close":{"board":0,"lock":3}}                    the commands are in bank-command-reader.ts and world-command.ts
 * ```
 * It ends when its stdin ends, so that it does not outlive the program that started it; `--stay` turns that off.
 */
import { createInterface } from 'node:readline';
import { systemClock } from '../system-clock.ts';
import { openPanel } from './panel-server.ts';
import { readProcessFlags } from './process-flags.ts';
import { type EventLine, SimulatedWorld } from './simulated-world.ts';

await main();

async function main(): Promise<void> {
  const wishes = readProcessFlags(process.argv.slice(2));
  if (!wishes.ok) return stop(wishes.error);
  const listeners = new Set([say]);
  const world = new SimulatedWorld({ wishes: wishes.value, clock: systemClock, onLine: (line) => listeners.forEach((listener) => listener(line)) });
  const started = await world.start();
  if (!started.ok) return stop({ kind: 'wrong', message: started.error });
  const panel =
    wishes.value.panel === null
      ? null
      : await openPanel({ world, port: wishes.value.panel, layout: wishes.value.layout, onLine: (listener) => void listeners.add(listener) });
  if (panel?.ok === false) return stop({ kind: 'wrong', message: panel.error });

  const end = async (): Promise<void> => {
    if (panel !== null) await panel.value.close();
    await world.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void obey(world, line));
  lines.on('close', () => {
    if (!wishes.value.staysWithoutInput) void end();
  });
  process.stdout.once('error', () => void end());
  const { name: _name, family: _family, ...first } = started.value.buses[0] ?? {};
  say({ event: 'ready', ...first, ...started.value, ...(panel === null ? {} : { panel: panel.value.url }) });
}

async function obey(world: SimulatedWorld, line: string): Promise<void> {
  if (line.trim() === '') return;
  const done = await world.run(line);
  if (!done.ok) say({ event: 'error', message: done.error });
}

function stop({ kind, message }: { readonly kind: 'help' | 'wrong'; readonly message: string }): never {
  if (kind === 'help') process.stdout.write(message);
  else say({ event: 'error', message });
  process.exit(kind === 'help' ? 0 : 1);
}

function say(line: EventLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
