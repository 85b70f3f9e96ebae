import { expect, it } from 'vitest';
import { untilSynced } from '../../../scripts/demo/stage.ts';
import { stageForFile } from '../support/flow-stage.ts';
import { quickVoice } from '../support/quick-voice.ts';
import { soundInThePage } from '../support/sound-in-the-page.ts';
import { spokenAtTheKiosk } from '../support/spoken-at-the-kiosk.ts';
import { spokenAtTheSilo } from '../support/spoken-at-the-silo.ts';
import { spokenJourneys } from '../support/spoken-journeys.ts';

/** One shop whose screens speak into headsets. */
const voice = quickVoice();
const stage = stageForFile('es', { devices: 'all', speech: { headset: 'always', path: voice.path } });

spokenJourneys(stage);
spokenAtTheKiosk(stage, spokenAtTheSilo(stage));
soundInThePage(stage, voice);

it('leaves nothing unsent, and no fault in the pages', async () => {
  await untilSynced(stage());
  expect(stage().pageFaults()).toEqual([]);
});
