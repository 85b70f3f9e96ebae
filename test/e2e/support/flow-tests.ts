import { describe, expect, it } from 'vitest';
import { allFlows } from '../../../scripts/demo/flows/all-flows.ts';
import { playFlow } from '../../../scripts/demo/flow.ts';
import type { Language } from '../../../scripts/demo/words.ts';
import { untilSynced } from '../../../scripts/demo/stage.ts';
import { stageForFile } from './flow-stage.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** Every flow of the silo, played by people who read one language, in one shop. */
export function flowTests(language: Language): void {
  const stage = stageForFile(language);

  describe(`the silo's flows (${language})`, () => {
    it.each(allFlows.map((flow) => [flow.name, flow] as const))('%s goes from its beginning to its end on the screens', async (_, flow) => {
      await playFlow(stage(), flow, nothing, () => untilSynced(stage()));
    });
  });

  it(`leaves nothing unsent, and no fault in the pages (${language})`, async () => {
    await untilSynced(stage());
    expect(stage().pageFaults()).toEqual([]);
  });
}
