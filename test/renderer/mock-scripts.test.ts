import { describe, expect, test } from 'vitest';
import { mockOrder, phoneScenes } from '../../renderer/phone/mock-orders.ts';
import { siloScripts } from '../../renderer/silo/mock-scripts.ts';
import { staffScripts } from '../../renderer/staff/mock-scripts.ts';
import { phoneOrder } from '../../src/contract/hub/phone.ts';
import { siloView } from '../../src/contract/station/silo-views.ts';
import { checkState, staffOrder, staffView, stationStatus } from '../../src/contract/station/views.ts';
import { samplePrepare } from '../../renderer/staff/mock-orders.ts';

describe('what the mock station shows is what a station could show', () => {
  test.each(Object.entries(siloScripts))('%s', (_name, script) => {
    const { silo } = script();
    if (silo !== undefined) expect(siloView.parse(silo)).toEqual(silo);
  });

  test.each(Object.entries(staffScripts))('%s', async (_name, script) => {
    const { staff, answers } = script();
    expect(staffView.parse(staff)).toEqual(staff);
    const status = await answers?.staff?.status?.({});
    if (status?.ok === true) expect(stationStatus.parse(status.value)).toEqual(status.value);
  });

  test('the orders to prepare', () => {
    expect(samplePrepare.map((order) => staffOrder.parse(order))).toEqual(samplePrepare);
  });

  test.each(phoneScenes)('%s', async (name) => {
    const answer = await mockOrder(name).load();
    if (answer.ok) expect(phoneOrder.parse(answer.value)).toEqual(answer.value);
  });

  test('there is a scene for every state of the silo, of a load and of a look', () => {
    const shown = new Set(Object.values(siloScripts).map((script) => script().silo?.state.kind));
    expect(siloView.shape.state.options.map((option) => option.shape.kind.value).filter((kind) => !shown.has(kind))).toEqual([]);
    const checks = new Set(Object.values(staffScripts).map((script) => script().staff?.check?.kind));
    expect(checkState.options.map((option) => option.shape.kind.value).filter((kind) => !checks.has(kind))).toEqual([]);
    const loads = new Set(Object.values(staffScripts).map((script) => script().staff?.load?.state.kind));
    expect(['opening', 'open', 'ask', 'did-not-open', 'loaded', 'abandoned'].filter((kind) => ![...loads].some((load) => load === kind))).toEqual([]);
  });
});
