import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild } from './child.ts';
import type { Load } from './operations.ts';

/** Somebody who hands what waits on a device over to a hub. */
export interface Contestant {
  readonly name: string;
  /** What is on disk when the hub has answered, and on the device before that. */
  readonly durable: string;
  /** One round on a device of its own, with a program that has only just started. Milliseconds; throws unless everything arrived. */
  drain(load: Load, count: number): Promise<number>;
}

/** The hubs of all contestants, each a program that stays. */
export interface Hubs {
  readonly own: Child;
  readonly ownUrl: string;
  /** Null where the packages of a peer are not installed; then `missing` says so. */
  readonly pouch: { readonly child: Child; readonly url: string } | null;
  readonly rx: { readonly child: Child; readonly url: string } | null;
  readonly missing: readonly string[];
  stop(): Promise<void>;
}

/** What a station of ours has put at the hub, and how far the hub's buckets are. */
export const stored = z.object({ operations: z.number(), others: z.number(), products: z.number(), stock: z.number() });

const urlAnswer = z.object({ url: z.string() });
const msAnswer = z.object({ ms: z.number() });
const empty = z.object({});

/** How many stations a run may have. */
const STATIONS = 90;

/** Starts every hub: ours and RxDB's on the PostgreSQL server, PouchDB's on its own files. */
export async function startHubs(folder: string, postgresUrl: string): Promise<Hubs> {
  const own = startChild('hub-process.ts');
  const dir = join(folder, 'hub');
  mkdirSync(dir);
  const missing: string[] = [];
  const peer = async (name: string, file: string, order: object): Promise<Hubs['pouch']> => {
    const child = startChild(file);
    try {
      return { child, url: (await child.ask(order, urlAnswer)).url };
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message : String(error)} (npm install --prefix bench).`);
      await child.stop();
      return null;
    }
  };
  const { url: ownUrl } = await own.ask({ kind: 'start', folder: dir, postgresUrl, stations: STATIONS }, urlAnswer);
  const pouch = await peer('PouchDB', 'pouch-process.ts', { kind: 'serve', folder: join(folder, 'pouch-hub') });
  const rx = await peer('RxDB', 'rx-process.ts', { kind: 'serve', postgresUrl });
  return {
    own,
    ownUrl,
    pouch,
    rx,
    missing,
    stop: async () => void (await Promise.all([own, pouch?.child, rx?.child].map((child) => child?.stop()))),
  };
}

/** A new station of ours, enrolled and with nothing pulled. */
export async function newStation(hubs: Hubs, folder: string): Promise<{ readonly child: Child; readonly stationId: string }> {
  made += 1;
  const stationId = `st-${made}`;
  const { code } = await hubs.own.ask({ kind: 'code', stationId }, z.object({ code: z.string() }));
  const child = startChild('station-process.ts');
  await child.ask({ kind: 'open', folder: mkdtempSync(join(folder, 'station-')), hubUrl: hubs.ownUrl, code }, empty);
  return { child, stationId };
}

let made = 0;

/** Documents in one batch of a peer: what suits it best, and what it does by itself. */
export const batches = { pouch: [1000, 100], rx: [500, 100] } as const;

/** Everybody who can take part, each peer in so many of its settings. */
export function contestantsOf(hubs: Hubs, folder: string, settings: number): readonly Contestant[] {
  const pouch = batches.pouch.slice(0, settings).flatMap((batch) => pouchOf(hubs, folder, batch));
  const rx = batches.rx.slice(0, settings).flatMap((batch) => rxOf(hubs, batch));
  return [ours(hubs, folder), ...pouch, ...rx];
}

function ours(hubs: Hubs, folder: string): Contestant {
  return {
    name: 'pasillo',
    durable: 'device: each command flushed (SQLite, FULL); hub: PostgreSQL flushes each batch before the answer',
    drain: async (load, count) => {
      const { child, stationId } = await newStation(hubs, folder);
      try {
        const { products, stock } = await hubs.own.ask({ kind: 'stored', stationId }, stored);
        await child.ask({ kind: 'pull', products, stock, commandsPerSecond: 0, way: 'pages' }, empty);
        await child.ask({ kind: 'fill', load, count }, empty);
        const { ms } = await child.ask({ kind: 'drain' }, msAnswer);
        const there = await hubs.own.ask({ kind: 'stored', stationId }, stored);
        if (there.operations !== count || there.others !== 0) throw new Error(`the hub has ${there.operations} operations, ${there.others} not applied`);
        return ms;
      } finally {
        await child.stop();
        // Messages that orders brought about are written before anybody else is measured.
        await hubs.own.ask({ kind: 'settled' }, empty);
      }
    },
  };
}

function pouchOf({ pouch }: Hubs, folder: string, batch: number): readonly Contestant[] {
  if (pouch === null) return [];
  let round = 0;
  const drain = async (load: Load, count: number): Promise<number> => {
    round += 1;
    const name = `ops-${batch}-${round}`;
    const child = startChild('pouch-process.ts');
    try {
      await child.ask({ kind: 'open', folder: mkdtempSync(join(folder, 'pouch-')) }, empty);
      await child.ask({ kind: 'fill', name, load, count }, empty);
      const { ms, written } = await child.ask({ kind: 'push', name, to: `${pouch.url}/${name}`, batch }, z.object({ ms: z.number(), written: z.number() }));
      if (written !== count) throw new Error(`PouchDB wrote ${written}`);
      return ms;
    } finally {
      await child.stop();
    }
  };
  return [{ name: `pouchdb, ${batch} a batch`, durable: 'device and hub: LevelDB, no flush', drain }];
}

function rxOf({ rx }: Hubs, batch: number): readonly Contestant[] {
  if (rx === null) return [];
  let round = 0;
  const drain = async (load: Load, count: number): Promise<number> => {
    round += 1;
    const name = `ops-${batch}-${round}`;
    const child = startChild('rx-process.ts');
    try {
      await child.ask({ kind: 'fill', name, load, count }, empty);
      const { ms } = await child.ask({ kind: 'push', name, to: rx.url, batch }, msAnswer);
      const { operations } = await rx.child.ask({ kind: 'stored', name }, z.object({ operations: z.number() }));
      if (operations !== count) throw new Error(`RxDB's hub has ${operations}`);
      return ms;
    } finally {
      await child.stop();
    }
  };
  return [{ name: `rxdb, ${batch} a batch`, durable: 'device: memory; hub: PostgreSQL flushes each batch, no signature, no effect', drain }];
}
