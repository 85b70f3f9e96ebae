import { beforeEach, expect, test } from 'vitest';
import type { OpenLink } from '../../../hardware/contract/link.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { FarEnd } from '../support/far-end.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let wire: MemoryWire;
let far: FarEnd;
let near: OpenLink;
let lost: string[];

beforeEach(async () => {
  clock = new VirtualClock();
  // 10 000 baud makes one byte one millisecond.
  wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 1500 });
  far = new FarEnd(clock);
  lost = [];
  await far.open(wire.right);
  near = await openLeft();
});

async function openLeft(): Promise<OpenLink> {
  const opened = await wire.left.open({ onBytes: () => undefined, onClose: (problem) => lost.push(problem.kind) });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

test('bytes arrive after their time on the wire, one writing after the other, and only then count as written', async () => {
  const done: string[] = [];
  void near.write(Uint8Array.of(1, 2, 3)).then(() => done.push(`first at ${clock.monotonic()}`));
  void near.write(Uint8Array.of(4)).then(() => done.push(`second at ${clock.monotonic()}`));
  await clock.advance(10);
  expect([far.heard, done]).toEqual([
    ['3 01 02 03', '4 04'],
    ['first at 3', 'second at 4'],
  ]);
});

test('the bytes are those of the moment of writing', async () => {
  const bytes = Uint8Array.of(1);
  void near.write(bytes);
  bytes[0] = 9;
  await clock.advance(10);
  expect(far.heard).toEqual(['1 01']);
});

test('a flush throws away what has not left', async () => {
  const written = near.write(Uint8Array.of(1));
  await near.flush();
  await clock.advance(10);
  expect([far.heard, (await written)?.kind]).toEqual([[], 'failed']);
});

test('a pulled cable loses what is under way, closes, and opens again only when it is back', async () => {
  const written = near.write(Uint8Array.of(1));
  wire.cut();
  expect(lost).toEqual(['closed']);
  expect((await written)?.kind).toBe('closed');
  expect((await near.write(Uint8Array.of(2)))?.kind).toBe('closed');
  expect(await wire.left.open({ onBytes: () => undefined, onClose: () => undefined })).toMatchObject({ error: { kind: 'not-found' } });
  wire.mend();
  await openLeft();
  await clock.advance(10);
  expect(far.heard).toEqual([]);
});

test('an end that is open cannot be opened twice', async () => {
  expect(await wire.left.open({ onBytes: () => undefined, onClose: () => undefined })).toMatchObject({ ok: false, error: { kind: 'busy' } });
  await near.close();
  await openLeft();
});
