import { migrateFrom, oldVersions } from './migration-journeys.ts';
import { counting } from './counting-journey.ts';
import type { Recording } from './recorded-shop.ts';
import { long, path, pins, returns } from './shop-journeys.ts';
import { backups, restore } from './upkeep-journeys.ts';

/** Every journey by its name. */
export const journeys: Readonly<Record<string, (recording: Recording) => Promise<void>>> = {
  path,
  returns,
  pins,
  long,
  backups,
  restore,
  ...Object.fromEntries(oldVersions.map((version) => [`migrate-${version}`, migrateFrom(version)])),
  'counting-full': counting('FULL'),
  'counting-normal': counting('NORMAL'),
  'counting-off': counting('OFF'),
};

/** The station's own, in the order in which they are walked; the counting ones only try the proof itself. */
export const stationJourneys: readonly string[] = Object.keys(journeys).filter((name) => !name.startsWith('counting'));
