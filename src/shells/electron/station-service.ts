import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import type { Station } from '../../station/compose.ts';
import type { ServablePort } from '../../station/rpc/pipe.ts';
import type { StationRpc } from '../../station/rpc/station-rpc.ts';
import { createStationRpc } from '../../station/rpc/station-rpc.ts';
import { START_AGAIN } from '../station-start.ts';
import type { FromStation } from './station-messages.ts';
import { toStation } from './station-messages.ts';
import { nextWipe, unused } from './wipe-rule.ts';

/** The way to the main process, as a utility process has it. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly ServablePort[] }) => void): unknown;
  postMessage(message: FromStation): void;
}

/** What the service needs. `start` says in one sentence why there is no station; `exit` ends the process. */
export interface StationServiceDeps {
  readonly parent: ParentPort;
  start(): Promise<Result<Station, { readonly detail: string }>>;
  readonly logger: Logger;
  exit(code: number): void;
}

/**
 * The life of the station's process: it starts the station, serves each port that the main process hands over (those that come
 * before it is ready wait), says when the page has to be thrown away, and ends in order when asked to.
 */
export async function runStationService({ parent, start, logger, exit }: StationServiceDeps): Promise<void> {
  const waiting: ServablePort[] = [];
  let rpc: StationRpc | null = null;
  let isStopping = false;
  let stopStation = (): Promise<void> => Promise.resolve();

  parent.on('message', ({ data, ports }) => {
    const message = toStation.safeParse(data);
    if (!message.success) return logger.error('the main process said something unknown');
    if (message.data.kind === 'stop') {
      isStopping = true;
      rpc?.close();
      return void stopStation().then(() => exit(0));
    }
    for (const port of ports) {
      if (rpc === null) waiting.push(port);
      else rpc.serveMessagePort(port);
    }
  });

  const started = await start();
  if (!started.ok) {
    parent.postMessage({ kind: 'failed', detail: started.error.detail.slice(0, 1000) });
    return exit(1);
  }
  const station = started.value;
  if (isStopping) return void station.close().then(() => exit(0));
  stopStation = () => station.close();
  station.onStartAgain(() => {
    rpc?.close();
    void station.close().then(() => exit(START_AGAIN));
  });
  rpc = createStationRpc({ intents: station.intents, screens: station.screens, logger });
  for (const port of waiting.splice(0)) rpc.serveMessagePort(port);
  sayWhenToWipe(station, parent);
  parent.postMessage({ kind: 'ready' });
}

function sayWhenToWipe({ screens }: Station, parent: ParentPort): void {
  let state = unused;
  const look = (): void => {
    const next = nextWipe(state, { kiosk: screens.kiosk.current(), staff: screens.staff.current(), silo: screens.silo.current() });
    state = next.state;
    if (next.wipe) parent.postMessage({ kind: 'wipe' });
  };
  screens.kiosk.onChange(look);
  screens.staff.onChange(look);
  screens.silo.onChange(look);
  look();
}
