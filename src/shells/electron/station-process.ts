import { parseArgs } from 'node:util';
import { err, ok } from '../../kernel/result.ts';
import { stderrLogger, systemClock, systemRandom } from '../node-world.ts';
import { startStationFrom } from '../station-start.ts';
import type { ParentPort } from './station-service.ts';
import { runStationService } from './station-service.ts';

// The station in its utility process: `station.js --config FILE`.
const { values } = parseArgs({ options: { config: { type: 'string', default: 'station.json' } } });
const parent: ParentPort = process.parentPort;

await runStationService({
  parent,
  async start() {
    // In the bundle the threads of the catalogue and of the backups are files of their own beside this one.
    const catalogueWorkerUrl = new URL('./catalogue-worker.js', import.meta.url);
    const checkWorkerUrl = new URL('./check-worker.js', import.meta.url);
    const world = { clock: systemClock, random: systemRandom, logger: stderrLogger, catalogueWorkerUrl, checkWorkerUrl };
    const started = await startStationFrom(values.config, world);
    return started.ok ? ok(started.value.station) : err(started.error);
  },
  logger: stderrLogger,
  exit: (code) => process.exit(code),
});
