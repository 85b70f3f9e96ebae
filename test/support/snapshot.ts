import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotManifest } from '../../src/contract/hub/snapshot.ts';
import { catalogueWriter } from '../../src/station/store/catalogue/apply.ts';
import type { PublishedSnapshot } from '../../src/station/store/catalogue/messages.ts';
import { publishSnapshot } from '../../src/station/store/catalogue/publish.ts';
import { connect, makeAnew } from '../../src/station/store/catalogue/schema.ts';
import { packedName, SNAPSHOT_FILE } from '../../src/station/store/catalogue/snapshot-files.ts';
import { product, stock } from '../src/station/store/catalogue/products.ts';
import { pageOf } from './catalogue.ts';

/** Small parts, so that a few hundred products have several. */
export const TEST_PART_BYTES = 65_536;

/** A published snapshot with the bytes of its parts. */
export interface TestSnapshot {
  readonly manifest: SnapshotManifest;
  part(index: number, isPacked: boolean): Uint8Array<ArrayBuffer>;
}

/** What the hub has after `count` products named `NAME 0` and on, one piece of each in Madrid; unsigned. */
export function testSnapshot(folder: string, count: number, name = 'Camisa', change: (path: string) => void = () => {}): TestSnapshot {
  mkdirSync(folder, { recursive: true });
  const making = join(folder, 'making.db');
  const db = makeAnew(making);
  const writer = catalogueWriter(db);
  const numbers = Array.from({ length: count }, (_, n) => n);
  writer.apply('catalogue', 0, pageOf(numbers.map((n) => ({ key: `p${n}`, value: product(`p${n}`, `${name} ${n}`) }))), 7);
  writer.apply('stock', 0, pageOf(numbers.map((n) => ({ key: `madrid/p${n}-M`, value: stock(`p${n}-M`, 'madrid', 1) }))), 7);
  db.close();
  change(making);
  const again = connect(making);
  const published = publishSnapshot(again, join(folder, 'out'), TEST_PART_BYTES);
  again.close();
  return { manifest: unsigned(published), part: (index, isPacked) => partOf(join(folder, 'out'), published, index, isPacked) };
}

function unsigned(published: PublishedSnapshot): SnapshotManifest {
  return { ...published, takenAt: 7, publicKey: 'A'.repeat(43), signature: 'A'.repeat(86) };
}

function partOf(folder: string, { partBytes }: PublishedSnapshot, index: number, isPacked: boolean): Uint8Array<ArrayBuffer> {
  if (isPacked) return Uint8Array.from(readFileSync(join(folder, packedName(index))));
  return Uint8Array.from(readFileSync(join(folder, SNAPSHOT_FILE)).subarray(index * partBytes, (index + 1) * partBytes));
}
