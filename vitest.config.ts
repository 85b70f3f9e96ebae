import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Programs that tests start find their modules compiled: to strip their types anew takes half a second of a processor for each start.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'programs');

/** Files that mostly wait, for doors to rest and for programs to start: they wait beside the work of the others. */
const waiting = /test\/(e2e\/(flows|whole-path|restart)|flows\/process|simulation\/kill-loop)/;

/** Files that take longest, the longest first: one of them begun last would keep a core busy by itself while the other has nothing left to do. */
const longest = [
  ...['shopper', 'silo', 'spoken'].map((flow) => `e2e/flows/${flow}`),
  ...['whole-path', 'kiosk-screens', 'silo-screens', 'staff-screens', 'phone-page', 'for-everyone'].map((file) => `e2e/${file}`),
  ...['flows/process/kill-nine', 'simulation/kill-loop', 'flows/with-hub', 'simulation/powercut', 'simulation/world', 'simulation/sync/sync-fire'],
  ...['src/hub/compose', 'src/hub/main', 'scripts/import', 'scripts/bench', 'hardware/tool/bank-tasks', 'src/shells/web/main'],
];

/** A file's place among the longest; behind all of them for any other. */
function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.includes(`/test/${name}`));
  return place === -1 ? longest.length : place;
}

/** The longest files begin first; files that wait and files that work take turns, so that neither are left to the end by themselves. */
class TakingTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
    const waits = sorted.filter((file) => waiting.test(file.moduleId));
    const works = sorted.filter((file) => !waiting.test(file.moduleId));
    const turns = Array.from({ length: Math.max(waits.length, works.length) }, (_, turn) => [waits[turn], works[turn]]);
    return turns.flat().filter((file) => file !== undefined);
  }
}

/** Every kind of test is a project of its own, so that one can be run alone: `vitest run --project flows`. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    sequence: { sequencer: TakingTurns },
    // WebAssembly that comes and goes beside threads (a database for each test) now and then trips V8's bookkeeping of protected code pages.
    // See nodejs/node issue 64500: "Check failed: jit_page.has_value()".
    execArgv: ['--no-memory-protection-keys'],
    // By itself it would leave one core idle, which on a machine of two is half of them.
    maxWorkers: '100%',
    allowOnly: false,
    passWithNoTests: false,
    testTimeout: 20_000,
    // A database that is made anew for a file takes long on a machine that has much else to do.
    hookTimeout: 120_000,
    projects: [
      project({ name: 'unit', include: ['test/{hardware,src,renderer,scripts}/**/*.test.{ts,tsx}'] }),
      project({ name: 'flows', include: ['test/{flows,simulation}/**/*.test.ts'], maxWorkers: 3 }),
      project({ name: 'architecture', include: ['test/architecture/**/*.test.ts'], ...patience(120_000) }),
      project({
        name: 'e2e',
        include: ['test/e2e/**/*.test.ts'],
        globalSetup: ['test/e2e/support/build-pages.ts'],
        // The stories at the silo mostly wait, for doors to rest and for people to read.
        maxWorkers: 4,
        isolate: true,
        ...patience(300_000),
      }),
    ],
  },
});

/** Modules keep no state of their own, so that files of a worker share them: reading them anew for each file takes longer than most tests. */
function project<P extends { readonly name: string }>(test: P) {
  return { extends: true as const, test: { maxWorkers: '100%', isolate: false, ...test } };
}

function patience(ms: number) {
  return { testTimeout: ms, hookTimeout: ms };
}
