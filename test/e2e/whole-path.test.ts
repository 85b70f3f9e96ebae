import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playPath } from '../../scripts/demo/play.ts';
import { layDemoHub } from './support/demo-hub.ts';

describe('a parcel, from the kiosk to the customer’s hand', () => {
  it('is ordered, paid, loaded, announced by e-mail and collected with the code that the camera saw', async () => {
    const report = await play({ offline: false });
    expect(report.steps.map((step) => step.slice(0, 10).trim())).toEqual(['1 order', '2 pay', 'load', '3 message', '4 collect']);
    expect(report).toMatchObject({ sameDoor: true, orderStatus: 'collected', eachExactlyOnce: true });
    expect(report.kinds).toEqual(['station.started', 'order.placed', 'payment.taken', 'parcel.loaded', 'parcel.collected']);
  });

  it('is paid, loaded and collected with the hub away, which learns all of it once and in order', async () => {
    const report = await play({ offline: true });
    expect(report.steps.map((step) => step.slice(0, 10).trim())).toEqual(['1 order', 'hub', '2 pay', 'load', '3 code', '4 collect', 'hub']);
    expect(report).toMatchObject({ sameDoor: true, orderStatus: 'collected', eachExactlyOnce: true });
    expect(report.kinds).toEqual(['station.started', 'order.placed', 'payment.taken', 'parcel.loaded', 'parcel.collected']);
  });
});

async function play({ offline }: { readonly offline: boolean }) {
  const steps: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-path-'));
  layDemoHub(folder);
  const { order, loaded, collected, arrival } = await playPath({ folder, offline, say: (line) => steps.push(line.slice(0, 12)) });
  return { steps, sameDoor: loaded === collected, orderStatus: arrival.orders[order], ...arrival };
}
