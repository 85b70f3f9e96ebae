import { describe, expect, it } from 'vitest';
import type { ImportEdge } from './source-tree.ts';
import { importsOf, isInside, productFolders, sourcesUnder } from './source-tree.ts';

/** Who may import whom: a file belongs to the first row whose `from` holds it. A folder may always import itself. */
interface Row {
  readonly from: string;
  readonly may: readonly string[];
  /** Packages and Node modules; `node:` stands for all of Node. */
  readonly packages: readonly string[];
}

const pure = ['src/core', 'src/contract', 'src/kernel'];
const inner = ['src/station/app', 'src/station/ports', ...pure];

const table: readonly Row[] = [
  { from: 'hardware/contract', may: [], packages: [] },
  { from: 'hardware/wire', may: ['hardware/contract'], packages: [] },
  { from: 'hardware/link', may: ['hardware/contract'], packages: ['node:', 'serialport'] },
  { from: 'hardware/session', may: ['hardware/contract', 'hardware/wire', 'hardware/link'], packages: [] },
  { from: 'hardware/lockers', may: ['hardware/contract', 'hardware/wire', 'hardware/link', 'hardware/session'], packages: [] },
  {
    from: 'hardware/peripherals',
    may: ['hardware/contract', 'hardware/wire', 'hardware/link', 'hardware/session'],
    packages: ['node:', '@point-of-sale/receipt-printer-encoder', 'qrcode'],
  },
  { from: 'hardware/simulator', may: ['hardware/contract', 'hardware/wire', 'hardware/link', 'hardware/system-clock.ts'], packages: ['node:', 'qrcode'] },
  { from: 'hardware', may: [], packages: ['node:', 'zod'] },
  { from: 'src/kernel', may: [], packages: [] },
  { from: 'src/contract', may: ['src/kernel'], packages: ['zod', '@orpc/contract'] },
  { from: 'src/core', may: ['src/contract', 'src/kernel'], packages: ['zod'] },
  { from: 'src/station/ports', may: pure, packages: ['@orpc/contract'] },
  { from: 'src/station/app', may: inner, packages: [] },
  { from: 'src/station/store', may: inner, packages: ['node:', 'better-sqlite3', 'zod'] },
  { from: 'src/station/sync', may: inner, packages: ['node:', 'zod'] },
  { from: 'src/station/secrets', may: inner, packages: ['node:', 'zod'] },
  { from: 'src/station/devices', may: [...inner, 'hardware/contract'], packages: ['node:'] },
  { from: 'src/station/rpc', may: inner, packages: ['node:', '@orpc/server', '@orpc/standard-server-peer', 'ws', 'zod'] },
  {
    from: 'src/station',
    may: ['src/station', 'hardware/open-devices.ts', 'hardware/device-config.ts', 'hardware/contract', ...pure],
    packages: ['node:', 'zod'],
  },
  // A snapshot is a station's own file, so it is written by the station's own code.
  {
    from: 'src/hub/snapshots',
    may: ['src/hub', 'src/station/store/catalogue/snapshot-maker.ts', 'src/station/store/catalogue/snapshot-files.ts', ...pure],
    packages: ['node:'],
  },
  {
    from: 'src/hub',
    may: ['src/hub', 'package.json', ...pure],
    packages: [
      'better-sqlite3',
      'parse5',
      'node:',
      'zod',
      'fastify',
      '@fastify',
      'fastify-type-provider-zod',
      'pg',
      '@electric-sql/pglite',
      'nodemailer',
      'qrcode',
      'csv-parse',
      'sharp',
    ],
  },
  {
    from: 'src/shells/electron',
    may: ['src/shells', 'src/station/compose.ts', 'src/station/config.ts', 'src/station/rpc', 'src/contract', 'src/kernel'],
    packages: ['node:', 'electron', 'zod'],
  },
  {
    from: 'src/shells',
    may: ['src/shells', 'src/station/compose.ts', 'src/station/config.ts', 'src/station/rpc', 'src/contract', 'src/kernel'],
    packages: ['node:', 'ws', 'zod'],
  },
  {
    from: 'renderer/ui',
    may: ['src/contract', 'src/kernel', 'renderer/i18n'],
    packages: ['react', 'react-dom', 'react-aria-components', 'qrcode', '@google/model-viewer'],
  },
  {
    from: 'renderer',
    may: ['renderer', 'src/contract', 'src/kernel'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      '@orpc/client',
      '@orpc/contract',
      'intl-messageformat',
      'qrcode',
      'html5-qrcode',
      'zxing-wasm',
      'zod',
    ],
  },
];

const files = sourcesUnder(productFolders);
const edges = files.flatMap(importsOf);

describe('the import table', () => {
  it('has a row for every file of the product', () => {
    expect(files.filter((file) => rowOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
  });

  it('is kept by every import between our own files, type imports included', () => {
    expect(edges.filter((edge) => edge.to !== null && !isAllowed(edge)).map(describeEdge)).toEqual([]);
  });

  it('is kept by every import of a package or a Node module', () => {
    expect(edges.filter((edge) => edge.to === null && !isPackageAllowed(edge)).map(describeEdge)).toEqual([]);
  });

  it('lets nothing but the script that runs them know the benchmarks', () => {
    const users = [...edges, ...sourcesUnder(['scripts']).flatMap(importsOf)].filter((edge) => isInside(edge.to ?? '', 'bench'));
    expect([...new Set(users.map((edge) => edge.from))]).toEqual(['scripts/bench.ts']);
  });

  it('lets nothing but the Electron shell know Electron', () => {
    const everywhere = sourcesUnder(['hardware', 'src', 'renderer', 'scripts', 'bench']).flatMap(importsOf);
    const users = everywhere.filter((edge) => /^electron($|\/)/.test(edge.specifier) && !isInside(edge.from, 'src/shells/electron'));
    expect(users.map(describeEdge)).toEqual([]);
  });

  it('lets the database library into one folder and the serial port into one', () => {
    const users = (name: string): string[] => [...new Set(edges.filter((edge) => edge.specifier === name).map((edge) => edge.from))];
    // The hub's use is an empty file that locks its folder.
    expect(users('better-sqlite3').filter((path) => !isInside(path, 'src/station/store'))).toEqual(['src/hub/db/lock.ts']);
    expect(users('serialport').filter((path) => !isInside(path, 'hardware/link'))).toEqual([]);
  });
});

describe('the import graph', () => {
  it('has no cycles, type imports included', () => {
    expect(cyclesIn(edges)).toEqual([]);
    expect(cyclesIn(sourcesUnder(['bench']).flatMap(importsOf))).toEqual([]);
  });

  it('names every file of ours with its extension', () => {
    const own = edges.filter((edge) => edge.to !== null && !/\.(tsx?|css|json|svg|wasm)(\?.*)?$/.test(edge.specifier));
    expect(own.map(describeEdge)).toEqual([]);
  });
});

function rowOf(path: string): Row | undefined {
  return table.find((row) => isInside(path, row.from));
}

function isAllowed(edge: ImportEdge): boolean {
  const row = rowOf(edge.from);
  const to = edge.to ?? '';
  if (row === undefined) return false;
  return isInside(to, row.from) || row.may.some((target) => isInside(to, target));
}

function isPackageAllowed(edge: ImportEdge): boolean {
  const packages = rowOf(edge.from)?.packages ?? [];
  return packages.some((name) => edge.specifier === name || edge.specifier.startsWith(name.endsWith(':') ? name : `${name}/`));
}

function describeEdge(edge: ImportEdge): string {
  return `${edge.from} -> ${edge.to ?? edge.specifier}`;
}

/** Groups of files that import each other in a ring (Tarjan's strongly connected components of more than one file). */
function cyclesIn(all: readonly ImportEdge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const edge of all) if (edge.to !== null) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const to of next.get(path) ?? []) {
      if (!index.has(to)) visit(to);
      if (to === path) cycles.push([path]);
      if (stack.includes(to)) low.set(path, Math.min(low.get(path) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1) cycles.push(group.sort());
  };
  for (const path of next.keys()) if (!index.has(path)) visit(path);
  return cycles;
}
