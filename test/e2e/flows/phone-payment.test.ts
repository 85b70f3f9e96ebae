import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { openStage, type Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { untilSomethingCanBeOrdered } from '../../../scripts/world/goods.ts';

/** One shop whose hub takes money at stand-ins of three providers, each a server of its own with pages to press. */
let stage: Stage;
const folder = mkdtempSync(join(tmpdir(), 'pasillo-pay-'));
beforeAll(async () => {
  stage = await openStage({ folder, providers: true, tell: () => undefined });
});
afterAll(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A shopper orders at the kiosk, and stands before the number, the code for the phone and the one for the till. Answers the number and the phone's link. */
async function order(kiosk: Page): Promise<{ readonly number: string; readonly link: string }> {
  await stage.ask(async (calls) => {
    const sku = await untilSomethingCanBeOrdered(calls);
    await calls.kiosk.start({ locale: 'es' });
    await calls.kiosk.add({ sku });
    await calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
    await calls.kiosk.setContact({ contact: { kind: 'email', email: 'clienta@example.com' } });
    await calls.kiosk.place({});
  });
  await kiosk.evaluate("location.hash = '#/kiosk'");
  await kiosk.getByRole('heading', { name: es['pay.phone.title'] }).waitFor();
  const link = await kiosk.locator('.pay-demo span').textContent();
  const number = await kiosk.locator('.placed-number').textContent();
  if (link === null || number === null) throw new Error('the kiosk shows no link or no number');
  return { number, link };
}

const leave = (kiosk: Page) => press(kiosk, es['kiosk.placed.done']);
const mailsAbout = (number: string) => readdirSync(join(folder, 'hub', 'mailbox')).filter((name) => name.startsWith(number));

describe('an order at the kiosk, paid on the shopper’s phone', () => {
  it('falls from PayPal to a card without losing anything, while the kiosk follows; reloads change nothing', async () => {
    const kiosk = stage.staff;
    const { number, link } = await order(kiosk);
    const phone = await stage.phone(link);
    await kiosk.getByText(es['pay.phone.looked']).waitFor();
    await press(phone, 'Pagar con PayPal');
    await kiosk.getByText(es['pay.phone.paying']).waitFor();
    await press(phone, 'Aceptar con una tarjeta sin saldo');
    await phone.getByText(es['phone.pay.failed']).waitFor();
    await kiosk.getByText(es['pay.phone.failed']).waitFor();
    await Promise.all([phone.reload(), kiosk.reload()]);
    await press(phone, 'Pagar con tarjeta');
    await press(phone, 'Probar con una tarjeta sin saldo');
    await phone.getByRole('alert').waitFor();
    await press(phone, 'Pagar con una tarjeta buena');
    await seeTitle(phone, es['pay.link.paid.title']);
    await kiosk.getByText(es['kiosk.placed.paid.title']).waitFor();
    expect([new URL(phone.url()).pathname, await kiosk.locator('.pay-way').count()]).toEqual([new URL(link).pathname, 0]);
    await until('the customer is told that it is paid', 20_000, async () => mailsAbout(number).some((name) => name.includes('-paid')));
    await leave(kiosk);
    await phone.close();
  });

  it('is paid by whoever left the kiosk first, late, with the hub and the station stopped in between', async () => {
    const kiosk = stage.staff;
    const { number, link } = await order(kiosk);
    const phone = await stage.phone(link);
    await press(phone, 'Pagar con la tarjeta Pasillo');
    await phone.getByRole('heading', { name: 'Tarjeta de la tienda' }).waitFor();
    await leave(kiosk);
    await kiosk.locator('.placed-number').waitFor({ state: 'detached' });
    await stage.world.stopHub();
    await press(phone, 'Pagar').catch(() => undefined);
    await stage.world.startHub();
    await phone.goto(link);
    await seeTitle(phone, es['pay.link.paid.title'], 40_000);
    await until('the customer is told that it is paid', 20_000, async () => mailsAbout(number).some((name) => name.includes('-paid')));
    await phone.close();
  });

  it('leaves no fault in the pages', () => {
    expect(stage.pageFaults()).toEqual([]);
  });
});
