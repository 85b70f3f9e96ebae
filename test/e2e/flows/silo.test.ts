import { describe, expect, it } from 'vitest';
import { allFlows } from '../../../scripts/demo/flows/all-flows.ts';
import { playFlow } from '../../../scripts/demo/flow.ts';
import { inLanguage, untilSynced } from '../../../scripts/demo/stage.ts';
import { languages } from '../../../src/kernel/language.ts';
import { stageForFile } from '../support/flow-stage.ts';

const stage = stageForFile('es');
const nothing = (): Promise<void> => Promise.resolve();

/** Each by people of another language than the one before; `npm run demo -- --flow all --language ca` plays all of them in one. */
const turns = allFlows.map((flow, turn) => [flow.name, languages[turn % languages.length] ?? 'es', flow] as const);

describe("the silo's flows", () => {
  it.each(turns)('%s goes from its beginning to its end on the screens (%s)', async (_, language, flow) => {
    await playFlow(inLanguage(stage(), language), flow, nothing, () => untilSynced(stage()));
  });
});

it('leaves nothing unsent, and no fault in the pages', async () => {
  await untilSynced(stage());
  expect(stage().pageFaults()).toEqual([]);
});
