import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StationFileInput } from '../../src/station/config.ts';
import { demoBankLayout } from '../../src/station/demo-layout.ts';
import type { Line } from './child.ts';

/** Which devices the world has: the bank alone, or scanner, printer and the panel for all of them, too. */
export type WorldDevices = 'bank' | 'all';

type Link = NonNullable<StationFileInput['scanner']>['link'];

/** A frame written to this machine's own loopback does not come out later than this, in milliseconds. */
const latestFrameMs = 1500;

/** Arguments for the program of simulated devices: the demonstration's bank, with names in `folder` that stay when a cable is plugged in again. */
export function deviceArguments(folder: string, devices: WorldDevices): string[] {
  const { boards, doors } = demoBankLayout;
  const bank = ['--boards', String(boards.length), '--locks', String(boards[0]?.locks ?? 0), '--names', join(folder, 'ports')];
  if (devices === 'bank') return bank;
  const layout = join(folder, 'doors.json');
  writeFileSync(layout, JSON.stringify(doors));
  return [...bank, '--scanner', '--printer', '--panel', '0', '--layout', layout];
}

/** The devices of a station's configuration, as the program said in its `ready` line where they are. */
export function deviceConfig(ready: Line): Pick<StationFileInput, 'bank' | 'scanner' | 'printer'> {
  const { boards, doors } = demoBankLayout;
  const bank = linkTo(ready);
  if (bank === null) throw new Error('The simulated bank does not say where it is.');
  const scanner = linkTo(ready['scanner']);
  const printer = linkTo(ready['printer']);
  return {
    bank: { buses: [{ name: 'bank', family: 'cu48', link: bank, boards: [...boards] }], doors: [...doors] },
    ...(scanner === null ? {} : { scanner: { link: scanner } }),
    ...(printer === null ? {} : { printer: { link: printer } }),
  };
}

function linkTo(end: unknown): Link | null {
  if (typeof end !== 'object' || end === null) return null;
  const { path, stable, port }: { readonly path?: unknown; readonly stable?: unknown; readonly port?: unknown } = end;
  if (typeof port === 'number') return { kind: 'tcp', host: '127.0.0.1', port, latestFrameMs };
  const name = stable ?? path;
  return typeof name === 'string' ? { kind: 'serial', path: name } : null;
}
