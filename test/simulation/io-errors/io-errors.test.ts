import { expect, it } from 'vitest';
import { buildRecorder } from '../shim/recorder.ts';
import { brokenRules, faultKinds, nameOf, runFaults } from './run.ts';

const built = buildRecorder();

it('holds every rule of a failing disk, wherever a write or a flush fails, once or from then on', async () => {
  if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine)/);
  // A sample here; `npm run powercut -- --io-errors` strikes every single one.
  const runs = faultKinds.map((kind, n) => ({ ...kind, first: 1 + (n % 9), step: kind.strikes === 'write' ? 43 : 9, last: 9999 }));
  const halves = [runs.filter((_, n) => n % 2 === 0), runs.filter((_, n) => n % 2 === 1)];
  const lines = (await Promise.all(halves.map((half) => runFaults(built.value, half)))).flat();
  expect(brokenRules(lines)).toEqual([]);
  // The last walk of each kind was over before the fault could strike, and nobody noticed anything.
  for (const kind of faultKinds) {
    const last = lines.findLast((line) => line.kind === nameOf(kind));
    const saw = kind.during === 'journey' ? ['collected', 'placed', 'paid'] : ['open'];
    expect(last).toMatchObject({ hasStruck: false, health: 'ok', saw, endsItself: false });
  }
}, 300_000);

it('forgets nothing that waits for the hub when the disk fails while it is saved before a restore: the database stays as it is', async () => {
  if (!built.ok) return expect(built.error.sentence).toMatch(/^(Recording a disk needs|The C compiler of this machine)/);
  const lines = await runFaults(
    built.value,
    (['ENOSPC', 'EIO'] as const).map((error) => ({ during: 'restore', strikes: 'write', error, lasts: 'once', first: 1, step: 11, last: 34 })),
  );
  expect(lines.map(({ hasStruck }) => hasStruck)).toEqual(Array.from({ length: 8 }, () => true));
  expect(brokenRules(lines)).toEqual([]);
}, 120_000);

it('finds a station that breaks the rules', () => {
  const line = { at: 3, hasStruck: true, saw: [], health: 'ok', endsItself: false, broken: ['a door was opened on an intent that is not durable'] } as const;
  expect(brokenRules([{ ...line, kind: 'journey, sync EIO once' }])).toEqual([
    'journey, sync EIO once at 3: a door was opened on an intent that is not durable',
    'journey, sync EIO once at 3: an error of the disk went unnoticed',
  ]);
  expect(brokenRules([{ ...line, kind: 'journey, write ENOSPC until-ballast', broken: [] }])).toEqual([
    'journey, write ENOSPC until-ballast at 3: a full disk kept somebody from their parcel',
  ]);
});
