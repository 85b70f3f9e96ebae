import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { FromStation, ToStation } from './station-messages.ts';
import { fromStation } from './station-messages.ts';

/** The part of a utility process that the host uses. `Port` is Electron's `MessagePortMain`. */
export interface StationProcess<Port> {
  postMessage(message: ToStation, transfer?: Port[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/** Keeps a station's process running. */
export interface StationHost<Port> {
  /** Gives the station a port to a page; false while there is no station. */
  connect(port: Port): boolean;
  /** Asks the station to end in order, and ends it when it does not. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** What the host needs. `onMessage` hears what the station says. */
export interface StationHostDeps<Port> {
  fork(): StationProcess<Port>;
  readonly clock: Clock;
  readonly logger: Logger;
  onMessage(message: FromStation): void;
}

const restartMs = { first: 500, most: 30_000 } as const;
/** A station that ran this long was well; its next restart is quick again. */
const settledMs = 60_000;
const stopWithinMs = 5_000;

/**
 * Runs the station in a process of its own (rule E-37): a page that crashes takes no door with it, and a station that crashes is
 * started again, which reads every sensor before it does anything. Restarts wait longer each time.
 */
export function startStationHost<Port>({ fork, clock, logger, onMessage }: StationHostDeps<Port>): StationHost<Port> {
  let current: StationProcess<Port> | null = null;
  let isStopping = false;
  let waitMs: number = restartMs.first;
  let cancelRestart: Cancel = () => undefined;
  let onGone = (): void => undefined;

  const start = (): void => {
    const startedAt = clock.monotonic();
    const child = fork();
    current = child;
    child.on('message', (message) => {
      const parsed = fromStation.safeParse(message);
      if (!parsed.success) return logger.error('the station said something unknown');
      onMessage(parsed.data);
    });
    child.on('exit', (code) => {
      current = null;
      onGone();
      if (isStopping) return;
      if (clock.monotonic() - startedAt >= settledMs) waitMs = restartMs.first;
      logger.error('the station ended and is started again', { code, inMs: waitMs });
      cancelRestart = clock.after(waitMs, start);
      waitMs = Math.min(restartMs.most, waitMs * 2);
    });
  };
  start();

  return {
    connect(port) {
      if (current === null || isStopping) return false;
      current.postMessage({ kind: 'page' }, [port]);
      return true;
    },
    stop() {
      isStopping = true;
      cancelRestart();
      const child = current;
      if (child === null) return Promise.resolve();
      return new Promise((resolve) => {
        const cancelKill = clock.after(stopWithinMs, () => void child.kill());
        onGone = () => {
          cancelKill();
          resolve();
        };
        child.postMessage({ kind: 'stop' });
      });
    },
  };
}
