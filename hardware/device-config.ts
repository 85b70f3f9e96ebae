import { z } from 'zod';
import type { Result } from './contract/result.ts';
import { cu48 } from './wire/cu48.ts';

const baud = z.int().min(300).max(921_600);

/** A pipe: a port of this machine, a network converter, or one that the composer of the program hands over by name. */
const linkConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(500), baud: baud.default(cu48.baud) }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1).max(253), port: z.int().min(1).max(65_535), baud: baud.default(cu48.baud) }),
  z.strictObject({ kind: z.literal('given'), name: z.string().min(1).max(100) }),
]);

const restMs = z.int().min(10).max(10_000);

const cu48Config = z.strictObject({
  family: z.literal('cu48'),
  link: linkConfig,
  boards: z
    .array(
      z.strictObject({
        address: z
          .int()
          .min(0)
          .max(cu48.boards - 1),
        locks: z.int().min(1).max(cu48.locks),
      }),
    )
    .min(1)
    .refine((boards) => new Set(boards.map((board) => board.address)).size === boards.length, 'two boards have the same address'),
  /** Which feedback bit means closed. */
  closedBit: z.union([z.literal(0), z.literal(1)]).default(1),
  /** Rest between two questions to a board, and the same while a door of it is open or watched. Milliseconds. */
  pace: z.strictObject({ restMs, watchedRestMs: restMs }).default({ restMs: 250, watchedRestMs: 60 }),
});

const scannerConfig = z.strictObject({ link: linkConfig });

const printerConfig = z.strictObject({
  link: linkConfig,
  /** Characters per line: 42 on 80 mm paper, 32 on 58 mm. */
  columns: z.union([z.literal(32), z.literal(35), z.literal(42), z.literal(44), z.literal(48)]).default(42),
  /** Spanish and the euro sign are in both; which one a printer has, its self-test page tells. */
  codepage: z.enum(['cp858', 'windows1252']).default('cp858'),
});

const devicesConfig = z.strictObject({
  bank: cu48Config.nullable().default(null),
  scanner: scannerConfig.nullable().default(null),
  printer: printerConfig.nullable().default(null),
});

/** A pipe in the configuration. */
export type LinkConfig = z.output<typeof linkConfig>;

/** All devices of a station; null where there is none. */
export type DevicesConfig = z.output<typeof devicesConfig>;

/** The same as a person writes it: what has a usual value may be left out. */
export type DevicesConfigInput = z.input<typeof devicesConfig>;

/** What is wrong with a configuration, and where: `bank.boards[0].locks`. */
export interface DeviceConfigError {
  readonly kind: 'bad-device-config';
  readonly path: string;
  readonly message: string;
}

/** Reads a configuration of devices. Unknown keys are errors, because a misspelt one would silently leave its default. */
export function parseDevicesConfig(raw: unknown): Result<DevicesConfig, DeviceConfigError> {
  const parsed = devicesConfig.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return { ok: false, error: deviceConfigError([...(issue?.path ?? []), ...keys], issue?.message ?? 'not understood') };
}

/** An error at a key, with the path written as in JavaScript. */
export function deviceConfigError(path: readonly PropertyKey[], message: string): DeviceConfigError {
  const text = path.reduce<string>((sum, key) => {
    if (typeof key === 'number') return `${sum}[${key}]`;
    return sum === '' ? String(key) : `${sum}.${String(key)}`;
  }, '');
  return { kind: 'bad-device-config', path: text, message };
}
