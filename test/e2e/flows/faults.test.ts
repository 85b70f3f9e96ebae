import { afterEach, describe, expect, it } from 'vitest';
import { untilSynced } from '../../../scripts/demo/stage.ts';
import { faults } from '../support/faults.ts';
import { stageForFile } from '../support/flow-stage.ts';

const stage = stageForFile('es');

describe('doors that fail', () => {
  afterEach(() => stage().hands.mendAll());

  it.each(Object.entries(faults))('%s', async (_, fault) => {
    await fault(stage());
  });

  it('leave nothing unsent, and no fault in the pages', async () => {
    await untilSynced(stage());
    expect(stage().pageFaults()).toEqual([]);
  });
});
