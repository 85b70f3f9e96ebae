import { stageForFile } from '../support/flow-stage.ts';
import { spokenJourneys } from '../support/spoken-journeys.ts';

const stage = stageForFile('es', { devices: 'all', speech: { headset: 'always' } });
spokenJourneys(stage);
