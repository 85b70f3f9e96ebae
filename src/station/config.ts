import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type BusConfig, busesConfig, printerConfig, scannerConfig } from '../../hardware/device-config.ts';
import { sizeClass } from '../contract/schema.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { speechConfig } from './speech-config.ts';

/** Largest configuration that is read, in bytes. */
export const MAX_CONFIG_BYTES = 262_144;

/** What is wrong with a configuration. `path` names the key: `bank.doors[3].lock`. */
export type ConfigProblem =
  | { readonly kind: 'bad-config'; readonly path: string; readonly message: string }
  | { readonly kind: 'not-json'; readonly message: string }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'cannot-read'; readonly path: string; readonly message: string };

const door = z.strictObject({
  /** What stands on the door. */
  number: z.int().min(1).max(999),
  /** The bus that its lock hangs on; may be left out where there is only one. */
  bus: z.string().optional(),
  board: z.int().min(0),
  lock: z.int().min(0),
  size: sizeClass,
  heightMm: z.int().min(20).max(3000),
  column: z.int().min(0).max(99),
  row: z.int().min(0).max(99),
});

/** A silo: buses of boards, of one family each, and a door for each lock that is used. What a bus may be, the device layer says. */
const bank = z
  .strictObject({ buses: busesConfig.min(1), doors: z.array(door).min(1).max(480) })
  .superRefine(({ buses, doors }, context) => {
    const seen = new Set<string>();
    for (const [index, { bus: named, board, lock, number, column, row }] of doors.entries()) {
      const at = (key: string, message: string): void => context.addIssue({ code: 'custom', path: ['doors', index, key], message });
      const bus = busOf(named, buses);
      if (bus === undefined) {
        at('bus', named === undefined ? 'there are several buses: which one?' : `no bus ${named} among the buses`);
        continue;
      }
      const locks = bus.boards.find(({ address }) => address === board)?.locks;
      if (locks === undefined) at('board', `no board ${board} among the boards of ${bus.name}`);
      else if (lock >= locks) at('lock', `board ${board} has ${locks} locks, counted from 0`);
      for (const [key, name] of [
        ['lock', `lock ${bus.name}/${board}/${lock}`],
        ['number', `number ${number}`],
        ['row', `place ${column}/${row}`],
      ] as const) {
        if (seen.has(name)) at(key, `${name} is used twice`);
        seen.add(name);
      }
    }
  })
  .transform(({ buses, doors }) => ({ buses, doors: doors.map((each) => ({ ...each, bus: busOf(each.bus, buses)?.name ?? '' })) }));

/** Times that a shop may choose, in milliseconds, each within what the door protocol bears. */
const timings = z.strictObject({
  quarantineMs: z.int().min(1000).max(300_000).optional(),
  retryOfferMs: z.int().min(5000).max(120_000).optional(),
  answerWithinMs: z.int().min(60_000).max(3_600_000).optional(),
  remindersMs: z.array(z.int().min(5000).max(3_600_000)).min(1).max(10).refine(isRising, 'each reminder comes after the one before').optional(),
});

/** Where backups go, and when the disk counts as low. */
const storage = z.strictObject({
  /** A folder on a second disk, if there is one; relative to the configuration's folder. Otherwise `backups` in the data folder. */
  backupDir: z.string().min(1).max(1000).optional(),
  /** Below so many MiB of free room nothing new is taken in: 500, or 64 in a demonstration. 0 switches it off. */
  lowMiB: z.int().min(0).max(1_000_000).optional(),
  /** Below so many MiB people are asked to call staff, too: 100, or 16 in a demonstration. */
  criticalMiB: z.int().min(0).max(1_000_000).optional(),
});

const stationFile = z
  .strictObject({
    stationKind: z.enum(['kiosk', 'silo', 'both']),
    /** Where the station keeps its databases and its key; relative to the configuration's folder. */
    dataDir: z.string().min(1).max(1000),
    /** A demonstration or a developer's station: its screens show a box to paste codes into. Never for a shop. */
    demo: z.boolean().default(false),
    /** Can orders of this shop be collected at a silo? Unless said otherwise, when this station is one. */
    shopHasSilo: z.boolean().optional(),
    /** Where technicians may export the audit to, beside plugged-in media; relative to the configuration's folder. Unless said otherwise `exports` among the data. */
    exportFolder: z.string().min(1).max(1000).optional(),
    timeZone: z.string().max(60).refine(isTimeZone, 'not an IANA time zone').default('Europe/Madrid'),
    hub: z.strictObject({
      url: z.url({ protocol: /^https?$/ }).max(300),
      enrolmentCode: z
        .string()
        .regex(/^[A-Za-z0-9_-]{22,64}$/)
        .optional(),
    }),
    bank: bank.nullable().default(null),
    timings: timings.default({}),
    scanner: scannerConfig.nullable().default(null),
    printer: printerConfig.nullable().default(null),
    storage: storage.default({}),
    /** The program that speaks for people who listen, and what is known of headsets. */
    speech: speechConfig.prefault({}),
    /** The web shell's port on the loopback interface; 0 takes a free one. */
    web: z.strictObject({ port: z.int().min(0).max(65_535) }).default({ port: 0 }),
  })
  .superRefine((value, context) => {
    if (value.stationKind === 'kiosk' && value.bank !== null)
      context.addIssue({ code: 'custom', path: ['bank'], message: 'a kiosk has no bank; the kind would be silo or both' });
    if (value.stationKind !== 'kiosk' && value.bank === null) context.addIssue({ code: 'custom', path: ['bank'], message: 'a silo needs its bank' });
  });

/** A station's configuration file, read and complete. */
export type StationFile = z.output<typeof stationFile>;
/** The same as a person or a launcher writes it. */
export type StationFileInput = z.input<typeof stationFile>;

/** Where a station keeps the photographs and models of its catalogue, which its shell serves to the page. */
export function mediaFolderOf({ dataDir }: Pick<StationFile, 'dataDir'>): string {
  return join(dataDir, 'media');
}

/** Reads the file at `path`; relative paths in it (`dataDir`, a bus's transcript) are made absolute from the file's own folder. */
export function readStationFile(path: string): Result<StationFile, ConfigProblem> {
  try {
    const { size } = statSync(path);
    if (size > MAX_CONFIG_BYTES) return err({ kind: 'too-large', bytes: size, most: MAX_CONFIG_BYTES });
    const parsed = parseStationFile(readFileSync(path, 'utf8'));
    return parsed.ok ? ok(fromFolder(dirname(path), parsed.value)) : parsed;
  } catch (error) {
    return err({ kind: 'cannot-read', path, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads a configuration's text. Every key must be known, since a misspelt one would silently leave its default. */
export function parseStationFile(text: string): Result<StationFile, ConfigProblem> {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_CONFIG_BYTES) return err({ kind: 'too-large', bytes, most: MAX_CONFIG_BYTES });
  try {
    return parseStationConfig(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return err({ kind: 'not-json', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The same for a configuration that is an object already. */
export function parseStationConfig(raw: unknown): Result<StationFile, ConfigProblem> {
  const parsed = stationFile.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return err({ kind: 'bad-config', path: pathText([...(issue?.path ?? []), ...keys]), message: issue?.message ?? 'not understood' });
}

/** What a person wrote beside the file is found beside it: the data, and the files that buses are recorded into. */
function fromFolder(folder: string, file: StationFile): StationFile {
  const buses = file.bank?.buses.map((bus) =>
    bus.transcript === null ? bus : { ...bus, transcript: { ...bus.transcript, path: resolve(folder, bus.transcript.path) } },
  );
  const exports = file.exportFolder === undefined ? {} : { exportFolder: resolve(folder, file.exportFolder) };
  const { backupDir, ...limits } = file.storage;
  const storage = backupDir === undefined ? limits : { ...limits, backupDir: resolve(folder, backupDir) };
  return { ...file, ...exports, storage, dataDir: resolve(folder, file.dataDir), bank: file.bank === null ? null : { ...file.bank, buses: buses ?? [] } };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((sum, key) => (typeof key === 'number' ? `${sum}[${key}]` : sum === '' ? String(key) : `${sum}.${String(key)}`), '');
}

function busOf(name: string | undefined, buses: readonly BusConfig[]): BusConfig | undefined {
  if (name !== undefined) return buses.find((bus) => bus.name === name);
  return buses.length === 1 ? buses[0] : undefined;
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
