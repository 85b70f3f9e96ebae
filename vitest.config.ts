import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that mostly wait, for doors to rest and for programs to start: they wait beside the work of the others. */
const waiting = /test\/(e2e\/(flows|whole-path|restart)|flows\/process|simulation\/kill-loop)/;

/** Files that wait and files that work take turns, so that neither are left to the end by themselves. */
class TakingTurns extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
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
    hookTimeout: 30_000,
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
