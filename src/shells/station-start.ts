import type { Result } from '../kernel/result.ts';
import { err, ok } from '../kernel/result.ts';
import type { Station, StationDeps } from '../station/compose.ts';
import { composeStation } from '../station/compose.ts';
import type { StationFile } from '../station/config.ts';
import { readStationFile } from '../station/config.ts';

/** A station and the configuration that it was started from. */
export interface StartedStation {
  readonly station: Station;
  readonly file: StationFile;
}

/**
 * What a program ends with when the disk under its station failed (EX_IOERR of sysexits.h), or when two people wish to go back to a
 * backup: it closed in order and is to be started again, by systemd's `Restart=always`, by Electron's main process, or by `npm start`.
 */
export const START_AGAIN = 74;

/** Reads a station's configuration and starts it; what went wrong is one line for whoever reads the log. */
export async function startStationFrom(path: string, deps: StationDeps): Promise<Result<StartedStation, { readonly detail: string }>> {
  const file = readStationFile(path);
  if (!file.ok) return err({ detail: `The configuration ${path} cannot be used. ${oneLine(file.error)}` });
  const station = await composeStation(file.value, deps);
  if (!station.ok) return err({ detail: `The station cannot start. ${oneLine(station.error)}` });
  return ok({ station: station.value, file: file.value });
}

/** A tagged problem as text: its kind, then each of its facts by name. */
function oneLine({ kind, ...facts }: { readonly kind: string }): string {
  const told = Object.entries(facts).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [kind, ...told].join('; ');
}
