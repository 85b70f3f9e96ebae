import { z } from 'zod';
import type { Result } from './contract/result.ts';
import { tcpTimes } from './link/tcp.ts';
import { familyOf } from './lockers/families.ts';
import { buzzerCommands } from './wire/buzzer.ts';
import { familyNames } from './wire/family-name.ts';
import { scannerModels } from './wire/scanner-model.ts';

const baud = z.int().min(300).max(921_600);

const usbId = z.string().regex(/^[0-9a-fA-F]{4}$/, 'four hex digits, as 0403');

/** An adapter by what it is (`npm run bank -- ports` shows it). Two of a kind need the serial number, or a path that stays. */
const usbName = z.strictObject({ vendorId: usbId, productId: usbId, serialNumber: z.string().min(1).max(200).optional() });

const serialLink = z
  .strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(500).optional(), usb: usbName.optional(), baud: baud.optional() })
  .refine(({ path, usb }) => (path === undefined) !== (usb === undefined), {
    path: ['path'],
    message: 'a serial port is named by path or by usb, by one of them',
  });

const tcpLink = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  baud: baud.optional(),
  /** How much later than written a frame may come out of the converter: the least quarantine of a door. `link/tcp.ts` tells when less is safe. */
  latestFrameMs: z.int().min(1500).max(300_000).default(tcpTimes.latestFrameMs),
});

const givenLink = z.strictObject({ kind: z.literal('given'), name: z.string().min(1).max(100) });

/** A character device that is no terminal, as `/dev/usb/lp0`. */
const deviceLink = z.strictObject({ kind: z.literal('device'), path: z.string().min(1).max(500) });

/** A pipe: a port of this machine, a network converter, or one that the composer of the program hands over by name. */
const linkConfig = z.discriminatedUnion('kind', [serialLink, tcpLink, givenLink]);

/** A printer's pipe: also the node of a printer on USB. */
const printerLink = z.discriminatedUnion('kind', [serialLink, tcpLink, givenLink, deviceLink]);

const restMs = z.int().min(0).max(10_000);

/** Keys of a bus that only one family reads. */
const optionsOfOneFamily = [
  ['feedback', 'modbus-relay'],
  ['pulseMs', 'modbus-relay'],
  ['statusOrder', '8a80'],
] as const;

const busConfig = z
  .strictObject({
    /** What the rest of the program calls this bus; a silo may have several, of different families. */
    name: z.string().regex(/^[a-z0-9-]{1,20}$/),
    family: z.enum(familyNames),
    link: linkConfig,
    boards: z
      .array(z.strictObject({ address: z.int().min(0).max(255), locks: z.int().min(1).max(64) }))
      .min(1)
      .max(32),
    /** Which feedback bit means closed: it depends on the switch fitted and is found out at commissioning. */
    closedBit: z.union([z.literal(0), z.literal(1)]).default(1),
    /** Does the adapter hand back what is written to it? Left out, it is found out. */
    doesEcho: z.boolean().optional(),
    /** Modbus relay boards: `none` where no feedback switches hang on inputs. Every lock then stays `unknown`. */
    feedback: z.enum(['inputs', 'none']).optional(),
    /** Modbus relay boards: how long a coil is on, in milliseconds; the board itself ends it. */
    pulseMs: z.int().min(100).max(5000).multipleOf(100).optional(),
    /** `8A`/`80` boards: `rising` where the first status byte holds the channels 1 to 8, `falling` where the last one does. */
    statusOrder: z.enum(['rising', 'falling']).optional(),
    /** Rest between two questions to a board, and the same while a door of it is open or watched. Milliseconds. */
    /** `reportingRestMs`: the same for boards that were heard to tell changes by themselves; left out, they are asked as often as others. */
    pace: z.strictObject({ restMs, watchedRestMs: restMs, reportingRestMs: restMs.optional() }).default({ restMs: 250, watchedRestMs: 60 }),
    /** Records all that goes over the bus into a file; it and its predecessor `<path>.1` together stay within this size. */
    transcript: z
      .strictObject({ path: z.string().min(1).max(500), maxMegabytes: z.number().min(0.1).max(10_000).default(100) })
      .nullable()
      .default(null),
  })
  .superRefine((bus, context) => {
    const { capabilities, addresses } = familyOf(bus);
    for (const [key, family] of optionsOfOneFamily) {
      if (bus.family === family || bus[key] === undefined) continue;
      context.addIssue({ code: 'custom', path: [key], message: `a ${capabilities.family} board decides this itself` });
    }
    const seen = new Set<number>();
    for (const [index, { address, locks }] of bus.boards.entries()) {
      const at = (key: string, message: string): void => context.addIssue({ code: 'custom', path: ['boards', index, key], message });
      if (address < addresses.least || address > addresses.most)
        at('address', `${capabilities.family} boards have addresses ${addresses.least} to ${addresses.most}`);
      if (seen.has(address)) at('address', 'two boards have the same address');
      if (locks > capabilities.locks) at('locks', `a ${capabilities.family} board has ${capabilities.locks} locks at most`);
      seen.add(address);
    }
  });

/** A code scanner on a port of its own. */
export const scannerConfig = z.strictObject({
  link: linkConfig,
  /** `plain` for Zebra, Newland and all that only send text; `gm65` for Grow's modules (GM65, GM67, GM861, GM812); `honeywell` on serial. */
  model: z.enum(scannerModels).default('plain'),
});

/** A receipt printer. */
export const printerConfig = z.strictObject({
  link: printerLink,
  /** Characters per line: 42 on 80 mm paper, 32 on 58 mm. */
  columns: z.union([z.literal(32), z.literal(35), z.literal(42), z.literal(44), z.literal(48)]).default(42),
  /** Spanish and the euro sign are in both; which one a printer has, its self-test page tells. */
  codepage: z.enum(['cp858', 'windows1252']).default('cp858'),
  /** False for a printer that never answers DLE EOT (write-only adapters, some cheap models): it prints blind and its state is `unknown`. */
  answersStatus: z.boolean().default(true),
  /** The command that sounds its buzzer; null where it has none or nobody wants to hear it. */
  buzzer: z.enum(buzzerCommands).nullable().default(null),
});

/** The buses of a station, each with a name of its own. */
export const busesConfig = z
  .array(busConfig)
  .max(16)
  .refine((buses) => new Set(buses.map((bus) => bus.name)).size === buses.length, 'two buses have the same name');

const devicesConfig = z.strictObject({
  buses: busesConfig.default([]),
  scanner: scannerConfig.nullable().default(null),
  printer: printerConfig.nullable().default(null),
});

/** One bus with its boards, as configured. */
export type BusConfig = z.output<typeof busConfig>;

/** A pipe in the configuration. */
export type LinkConfig = z.output<typeof printerLink>;

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
