/**
 * Writes the small files beside a station's database, started over the recorder by `small-files.test.ts`.
 *
 *  node small-files-child.ts birth   makes them all once, with a mark after each
 *  node small-files-child.ts full    makes and changes each of them on a disk that takes half of it, and prints what is left
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSessionSecret } from '../../../src/shells/web/session-secret.ts';
import { openBankKey } from '../../../src/station/secrets/bank-key.ts';
import { openDeviceKey } from '../../../src/station/secrets/device-key.ts';
import { readRequest, writeRequest } from '../../../src/station/store/recovery/request.ts';
import { recorderControl } from '../shim/control.ts';

const folder = process.env['PASILLO_DISK_FOLDER'] ?? '';
const control = recorderControl();
const wish = { name: 'station-20261122T101500Z.db', at: 1, by: ['console'] };
const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64url');

/** Each of the files: how it is written, and whether what is there can be used. */
const files: Readonly<Record<string, { readonly write: (nth: number) => boolean; readonly isUsable: () => boolean }>> = {
  'device.key': { write: () => openDeviceKey(join(folder, 'device.key')).ok, isUsable: () => openDeviceKey(join(folder, 'device.key')).ok },
  'bank.key': {
    write: (nth) => openBankKey(join(folder, 'bank.key')).keep(key(nth)).ok,
    isUsable: () => openBankKey(join(folder, 'bank.key')).read() !== null,
  },
  'page-session.key': {
    write: () => loadSessionSecret(join(folder, 'page-session.key'), random).ok,
    isUsable: () => loadSessionSecret(join(folder, 'page-session.key'), random).ok,
  },
  'station.db.restore.json': {
    write: () => attempt(() => writeRequest(join(folder, 'station.db'), wish)),
    isUsable: () => readRequest(join(folder, 'station.db')) !== null,
  },
};

if (process.argv[2] === 'birth') birth();
else full();

function birth(): void {
  for (const [name, { write }] of Object.entries(files)) {
    if (!write(1)) throw new Error(`${name} was not written`);
    control.mark(`${name} ${readFileSync(join(folder, name)).toString('hex')}`);
  }
}

function full(): void {
  const told = Object.entries(files).map(([name, { write, isUsable }]) => {
    control.arm({ strikes: 'write', at: 1, error: 'ENOSPC', lasts: 'on' });
    const onFull = write(1) ? 'written' : 'refused';
    control.clear();
    const later = write(2) && isUsable() ? 'written later' : 'lost';
    control.arm({ strikes: 'write', at: 1, error: 'ENOSPC', lasts: 'on' });
    write(3);
    control.clear();
    return `${name}: ${onFull}, ${later}, ${isUsable() ? 'still good' : 'spoilt'}`;
  });
  process.stdout.write(`${told.join('\n')}\n`);
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function random(size: number): Uint8Array {
  return new Uint8Array(size).fill(7);
}
