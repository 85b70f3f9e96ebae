import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { inLanguage, openStage, photograph, type Stage, type StageOptions, tidyUp } from '../../../scripts/demo/stage.ts';
import type { Language } from '../../../scripts/demo/words.ts';
import { layDemoHub } from './demo-hub.ts';

/**
 * One shop for all tests of a file, because it takes long to open: hub, bank, station and browser. The returned function gives its stage
 * in the file's language. A test that fails leaves pictures of both screens beside the shop's logs, and says where.
 */
export function stageForFile(language: Language, more: Pick<StageOptions, 'providers' | 'devices' | 'speech'> = {}): () => Stage {
  let stage: Stage | null = null;
  let hasFailed = false;
  const folder = mkdtempSync(join(tmpdir(), `pasillo-flows-${language}-`));
  beforeAll(async () => {
    layDemoHub(folder);
    stage = inLanguage(await openStage({ folder, tell: () => undefined, ...more }), language);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || stage === null) return;
    hasFailed = true;
    process.stderr.write(`${(await photograph(stage, task.name.replace(/\W+/g, '-').slice(0, 40))).join('\n')}\n`);
    await tidyUp(stage);
  });
  afterAll(async () => {
    await stage?.close();
    if (!hasFailed) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (stage === null) throw new Error('the shop is not open yet');
    return stage;
  };
}
