import { silentLogger } from '../../../../src/kernel/logger.ts';
import { runKiosk } from '../../../../src/shells/electron/kiosk-app.ts';
import type { PageFiles } from '../../../../src/shells/page/page-files.ts';
import type { StandIn, TestContents, TestSession, TestView } from './stand-in.ts';
import { createStandIn } from './stand-in.ts';
import { createTestClock } from './virtual-clock.ts';

const files: PageFiles = new Map([['/', { bytes: new TextEncoder().encode('<!doctype html>'), contentType: 'text/html; charset=utf-8', immutable: false }]]);

/** A kiosk that runs on the stand-in. */
export interface Started {
  readonly standIn: StandIn;
  readonly view: TestView;
  readonly contents: TestContents;
  readonly session: TestSession;
  readonly station: StandIn['stations'][number];
}

/** Starts the kiosk on a new stand-in. */
export async function start(): Promise<Started> {
  const standIn = createStandIn();
  await run(standIn);
  const [view] = standIn.views;
  const [station] = standIn.stations;
  const [session] = standIn.sessions.values();
  if (view === undefined || station === undefined || session === undefined) throw new Error('the kiosk did not start');
  return { standIn, view, contents: view.webContents, session, station };
}

/** Starts the kiosk on a stand-in that was prepared. */
export function run(standIn: StandIn): Promise<void> {
  let seed = 0;
  return runKiosk({
    electron: standIn.api,
    media: { read: async () => null },
    files,
    preload: '/app/preload.cjs',
    stationProgram: '/app/station.js',
    config: '/data/station.json',
    clock: createTestClock(),
    random: (size) => new Uint8Array(size).map(() => seed++),
    logger: silentLogger,
  });
}
