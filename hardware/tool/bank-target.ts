import type { Result } from '../contract/result.ts';
import type { DevicesConfigInput } from '../device-config.ts';

/** Where the boards are. */
export type BankTarget =
  | { readonly kind: 'port'; readonly path: string }
  | { readonly kind: 'usb'; readonly vendorId: string; readonly productId: string; readonly serialNumber: string | null }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'sim' };

/** A pipe as a person writes it into the configuration of a bus. */
export type LinkInput = NonNullable<DevicesConfigInput['buses']>[number]['link'];

/** Reads `--port`, `--tcp` or `--sim`: exactly one of them. */
export function readTarget(values: {
  readonly port?: string;
  readonly tcp?: string;
  readonly sim: boolean;
}): Result<BankTarget, { readonly kind: 'wrong'; readonly message: string }> {
  const given = [values.port !== undefined, values.tcp !== undefined, values.sim].filter(Boolean).length;
  if (given !== 1) return wrong('Say where the boards are: one of --port PATH, --tcp HOST:PORT, --sim.');
  if (values.sim) return { ok: true, value: { kind: 'sim' } };
  return values.port === undefined ? readTcp(values.tcp ?? '') : readPort(values.port);
}

/** The same as a configuration has it. A simulated bank has no place of its own. */
export function linkOf(target: Exclude<BankTarget, { kind: 'sim' }>): LinkInput {
  switch (target.kind) {
    case 'port':
      return { kind: 'serial', path: target.path };
    case 'usb': {
      const { vendorId, productId, serialNumber } = target;
      return { kind: 'serial', usb: { vendorId, productId, ...(serialNumber === null ? {} : { serialNumber }) } };
    }
    case 'tcp':
      return { kind: 'tcp', host: target.host, port: target.port };
  }
}

function readPort(text: string): Result<BankTarget, { readonly kind: 'wrong'; readonly message: string }> {
  if (!text.startsWith('usb:')) return text === '' ? wrong('--port needs a path.') : { ok: true, value: { kind: 'port', path: text } };
  const [, vendorId, productId, serialNumber] = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(text) ?? [];
  if (vendorId === undefined || productId === undefined) return wrong('--port usb: needs two ids of four hex digits, as in usb:0403:6001.');
  return { ok: true, value: { kind: 'usb', vendorId, productId, serialNumber: serialNumber ?? null } };
}

function readTcp(text: string): Result<BankTarget, { readonly kind: 'wrong'; readonly message: string }> {
  const [, host, digits] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return wrong('--tcp must be HOST:PORT, as in 10.0.0.7:4001.');
  return { ok: true, value: { kind: 'tcp', host: host.replace(/^\[(.*)\]$/, '$1'), port } };
}

function wrong(message: string): { readonly ok: false; readonly error: { readonly kind: 'wrong'; readonly message: string } } {
  return { ok: false, error: { kind: 'wrong', message } };
}
