import { expect, it } from 'vitest';
import { untilSynced } from '../../../scripts/demo/stage.ts';
import { assistJourney } from '../support/assist-journey.ts';
import { bagJourney } from '../support/bag-journey.ts';
import { stageForFile } from '../support/flow-stage.ts';
import { canaryJourney } from '../support/canary-journey.ts';
import { deskWithoutHub } from '../support/desk-without-hub.ts';
import { fiveKeyJourneys } from '../support/five-key-journeys.ts';
import { memberBesideStaff } from '../support/member-beside-staff.ts';
import { memberJourney } from '../support/member-journey.ts';
import { mixedBagTest } from '../support/mixed-bag.ts';
import { offlineJourney } from '../support/offline-journey.ts';
import { phonePayments } from '../support/phone-payments.ts';
import { pieceNotFound } from '../support/piece-not-found.ts';
import { refusedDiscount } from '../support/refused-discount.ts';
import { slidesJourney } from '../support/slides-journey.ts';
import { staffJourney } from '../support/staff-journey.ts';
import { withdrawJourneys } from '../support/withdraw-journeys.ts';

/** One shop with scanner and printer, whose hub takes money at stand-ins of three providers. */
const stage = stageForFile('es', { providers: true, devices: 'all' });

slidesJourney(stage);
phonePayments(stage);
bagJourney(stage);
memberJourney(stage);
mixedBagTest(stage);
assistJourney(stage);
memberBesideStaff(stage);
pieceNotFound(stage);
withdrawJourneys(stage);
fiveKeyJourneys(stage);
canaryJourney(stage);
staffJourney(stage);
// The next one brings the hub's usual limits back.
refusedDiscount(stage);
deskWithoutHub(stage);
offlineJourney(stage);

it('leaves nothing unsent, and no fault in the pages', async () => {
  await untilSynced(stage());
  expect(stage().pageFaults()).toEqual([]);
});
