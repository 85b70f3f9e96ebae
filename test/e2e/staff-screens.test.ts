import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrder } from '../../renderer/staff/mock-orders.ts';
import { staffScripts } from '../../renderer/staff/mock-scripts.ts';
import { staffWalks } from './screens/staff.ts';
import { launchBrowser } from './support/browser.ts';
import { judgeVisit, shareOut } from './support/judge-walk.ts';
import { nameOfLook } from './support/looks.ts';
import { callsOf, openBlank, panels, playNext, type Scene, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played: a new one for each walk would take longer than most walks. */
let played: Page;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
  played = await openBlank(browser, panels.portrait);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

test.each(shareOut(staffWalks).map((visit) => [visit.walk.name, nameOfLook(visit.look), visit] as const))(
  'screens of %s are accessible, fit and can be touched: %s',
  async (_, __, visit) => {
    expect(await judgeVisit(played, site.url, visit)).toEqual([]);
  },
);

describe('a member of staff', () => {
  const open = (name: string, place: string) => playNext(played, site.url, name, { size: panels.tablet, place });
  const asked = async (scene: Scene) =>
    (await callsOf(scene.page)).filter(
      (call) => !['staff.touch', 'staff.ordersToPrepare', 'staff.deskOrders', 'staff.shortOrders', 'staff.status', 'desk.alarms'].includes(call.procedure),
    );

  async function findOrder({ page }: Scene): Promise<void> {
    await page.getByRole('textbox').fill('K1-00042-7');
    await page.getByRole('button', { name: 'Buscar' }).click();
  }

  test('signs in with number and PIN, which the station gets as they were typed', async () => {
    const scene = await open('staff-signed-out', '/staff');
    await scene.page.getByRole('button', { name: 'Usar mi número' }).click();
    await scene.page.keyboard.type('1001', { delay: 40 });
    await scene.page.getByRole('button', { name: 'Siguiente' }).click();
    await scene.page.keyboard.type('1234', { delay: 40 });
    await scene.page.getByRole('button', { name: 'Entrar' }).click();
    await scene.page.getByRole('alert').waitFor();
    expect(await callsOf(scene.page)).toEqual([{ procedure: 'staff.signIn', input: { badge: '1001', pin: '1234' } }]);
    await scene.close();
  });

  test('takes a payment only after confirming that the money is there', async () => {
    const scene = await open('staff-home', '/staff/till');
    await findOrder(scene);
    await scene.page.getByRole('button', { name: 'Tarjeta' }).click();
    expect((await asked(scene)).map((call) => call.procedure)).toEqual(['staff.findOrder']);
    await scene.page.getByRole('button', { name: /^Cobrado:/ }).click();
    await scene.page.getByRole('heading', { name: 'Pagado' }).waitFor();
    expect((await asked(scene)).at(-1)).toEqual({
      procedure: 'staff.takePayment',
      input: { orderId: sampleOrder.orderId, tender: 'card', amount: sampleOrder.total },
    });
    await scene.close();
  });

  test('is offered no second payment of an order that turns out to be paid', async () => {
    const scene = await open('staff-pay-already', '/staff/till');
    await findOrder(scene);
    await scene.page.getByRole('button', { name: 'Efectivo' }).click();
    await scene.page.getByRole('button', { name: /^Cobrado:/ }).click();
    await scene.page.getByText('No lo cobres otra vez').waitFor();
    expect(await scene.page.getByRole('button', { name: /^Cobrado:/ }).count()).toBe(0);
    await scene.close();
  });

  test('sees no way to pay an order that is paid already', async () => {
    const scene = await open('staff-till-paid', '/staff/till');
    await findOrder(scene);
    await scene.page.getByText('Ya está pagado').waitFor();
    expect(await scene.page.getByRole('button', { name: /Efectivo|Tarjeta/ }).count()).toBe(0);
    await scene.close();
  });

  test('is told what to do about a code that is no order', async () => {
    const scene = await open('staff-till-unreadable', '/staff/till');
    await findOrder(scene);
    await scene.page.getByText('Ese código no es de un pedido').waitFor();
    await scene.close();
  });

  test('opens a compartment of the proposed size, or of another', async () => {
    const scene = await open('staff-no-compartment', `/staff/orders/${sampleOrder.orderId}`);
    const openOne = scene.page.getByRole('button', { name: 'Abrir una puerta' });
    await openOne.click();
    await scene.page.getByText('No queda libre ninguna puerta').waitFor();
    await scene.page.getByRole('radiogroup').getByText('L', { exact: true }).click();
    await openOne.click();
    await expect
      .poll(async () => (await asked(scene)).map((call) => call.input), { timeout: 10_000 })
      .toEqual([
        { orderId: sampleOrder.orderId, size: 'M' },
        { orderId: sampleOrder.orderId, size: 'L' },
      ]);
    await scene.close();
  });

  test.each([
    ['He metido el paquete', 'placed'],
    ['No estaba vacía', 'not-empty'],
    ['No he metido nada', 'changed-mind'],
  ])('answers "%s" once the door is closed', async (words, answer) => {
    const scene = await open('staff-load-ask', '/staff');
    await scene.page.getByRole('button', { name: words }).click();
    expect(await asked(scene)).toEqual([{ procedure: 'staff.answerLoad', input: { answer } }]);
    await scene.close();
  });

  test('opens a door to check from the status page, which lists no other door', async () => {
    const scene = await open('staff-status-trouble', '/staff/status');
    const { page } = scene;
    await page
      .getByRole('button', { name: /^Abrir y mirar/ })
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /^Abrir y mirar/ }).count()).toBe(2);
    await page.getByRole('button', { name: 'Abrir y mirar: puerta 5' }).click();
    const [door] = (staffScripts['staff-check-open']?.().staff?.bank ?? []).filter(({ number }) => number === 5);
    expect(await asked(scene)).toEqual([{ procedure: 'staff.beginCheck', input: { compartmentId: door?.compartmentId } }]);
    await scene.close();
  });

  test.each([
    ['Vacía', 'empty'],
    ['No está vacía', 'not-empty'],
  ])('answers "%s" after a look', async (words, answer) => {
    const scene = await open('staff-check-ask', '/staff/status');
    await scene.page.getByRole('button', { name: words, exact: true }).click();
    expect(await asked(scene)).toEqual([{ procedure: 'staff.answerCheck', input: { answer } }]);
    await scene.close();
  });

  test('tries a door to check again, leaves it, and is back on the status page', async () => {
    const scene = await open('staff-check-did-not-open', '/staff');
    const { page } = scene;
    await page.getByRole('button', { name: 'Intentar otra vez' }).click();
    await page.getByRole('button', { name: 'Volver al estado' }).click();
    expect((await asked(scene)).map((call) => call.procedure)).toEqual(['staff.retryCheck', 'staff.closeCheck']);
    await showViews(page, staffScripts['staff-home']?.() ?? {});
    await page.getByRole('heading', { name: 'Estado del equipo' }).waitFor();
    await scene.close();
  });

  test('is told why the slip was not printed', async () => {
    const scene = await open('staff-load-loaded', '/staff');
    await scene.page.getByRole('button', { name: 'Imprimir para el cliente' }).click();
    await scene.page.getByText('Se ha acabado el papel').waitFor();
    await scene.close();
  });
});
