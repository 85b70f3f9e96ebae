import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrder } from '../../renderer/staff/mock-orders.ts';
import type { MockScript } from '../../renderer/bridge/mock/mock-station.ts';
import { staffScripts } from '../../renderer/staff/mock-scripts.ts';
import { launchBrowser } from './support/browser.ts';
import { callsOf, drawn, looks, openScene, panels, type Scene, showViews } from './support/scene.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;

beforeAll(async () => {
  site = await serveTestPage();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Is a door, or what came of one, all that is on the screen? */
function isAtDoor({ staff }: MockScript): boolean {
  return staff?.load != null || staff?.check != null || staff?.recall != null || staff?.round?.stop != null;
}

describe.each(looks)('on the $panel panel, english $english, text $text %, $contrast contrast', ({ panel, english, text, contrast, judge }) => {
  const open = (name: string, place: string) => openScene(browser, site.url, name, { size: panels[panel], english, text, contrast, place });

  async function judgeAll(scene: Scene, judged: Readonly<Record<string, () => Promise<unknown>>>): Promise<string[]> {
    const problems: string[] = [];
    for (const [name, go] of Object.entries(judged)) {
      await go();
      await drawn(scene.page);
      problems.push(...(await judge(scene.page)).map((problem) => `${name}: ${problem}`));
    }
    return [...problems, ...(await scene.faults())];
  }

  test('every state of a load, of a look and of taking out is accessible, fits and can be touched', async () => {
    const scene = await open('staff-home', '/staff');
    const atDoors = Object.entries(staffScripts).filter(([, script]) => isAtDoor(script()));
    const show = atDoors.map(([name, script]) => [name, () => showViews(scene.page, script())] as const);
    expect(await judgeAll(scene, Object.fromEntries(show))).toEqual([]);
    await scene.close();
  });

  test('loading parcel after parcel and the list of what is to be taken out are accessible, fit and can be touched', async () => {
    const scene = await open('staff-recall-desk', '/staff');
    const { page } = scene;
    const go = (place: string) => () => page.evaluate(`location.hash = '#${place}'`);
    const problems = await judgeAll(scene, {
      desk: go('/staff/load'),
      'desk with what was loaded': () => showViews(page, staffScripts['staff-load-desk-round']?.() ?? {}),
      list: async () => {
        await go('/staff/recall')();
        await page.getByRole('button', { name: english ? /^Open 5 doors/ : /^Abrir 5 puertas/ }).waitFor();
      },
    });
    expect(problems).toEqual([]);
    await scene.close();
  });

  test('every task is accessible, fits and can be touched', async () => {
    const scene = await open('staff-home', '/staff');
    const { page } = scene;
    const go = (place: string) => () => page.evaluate(`location.hash = '#${place}'`);
    const problems = await judgeAll(scene, {
      home: go('/staff'),
      orders: async () => {
        await go('/staff/orders')();
        await page.getByText(sampleOrder.number).waitFor();
      },
      prepare: async () => {
        await go(`/staff/orders/${sampleOrder.orderId}`)();
        await page.getByRole('radiogroup').first().waitFor();
      },
      status: async () => {
        await go('/staff/status')();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
      },
      till: go('/staff/till'),
      'till with keys': () => page.getByRole('textbox').click(),
      order: async () => {
        await page.getByRole('textbox').fill('K1-00042-7');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: english ? 'Cash' : 'Efectivo' }).waitFor();
      },
      tender: () => page.getByRole('button', { name: english ? 'Cash' : 'Efectivo' }).click(),
      paid: () => page.getByRole('button', { name: english ? /^Paid:/ : /^Cobrado:/ }).click(),
    });
    expect(problems).toEqual([]);
    await scene.close();
  });

  test('the round of looks, a full trolley and a lost connection are accessible, fit and can be touched', async () => {
    const scene = await open('staff-look-refused', '/staff/look');
    const { page } = scene;
    const show = (name: string, place: string) => async () => {
      await page.evaluate(`location.hash = '#${place}'`);
      await showViews(page, staffScripts[name]?.() ?? fail());
    };
    const rounds = ['start', 'none', 'next', 'in-hand', 'finished'].map((name) => [name, show(`staff-look-${name}`, '/staff/look')] as const);
    const problems = await judgeAll(scene, {
      ...Object.fromEntries(rounds),
      refused: async () => {
        await show('staff-look-next', '/staff/look')();
        await page.getByRole('button', { name: english ? 'Open door 7' : 'Abrir la puerta 7' }).click();
        await page.getByRole('alert').waitFor();
      },
      'forty loaded': show('staff-load-desk-forty', '/staff/load'),
      offline: show('staff-offline', '/staff'),
    });
    expect(problems).toEqual([]);
    await scene.close();
  });

  test('calls for help are told of accessibly, fit and can be answered', async () => {
    const scene = await open('staff-help-ringing', '/staff');
    const rings = Object.entries(staffScripts).filter(([, script]) => (script().staff?.calls ?? []).length > 0);
    const show = rings.map(([name, script]) => [name, () => showViews(scene.page, script())] as const);
    expect(await judgeAll(scene, Object.fromEntries(show))).toEqual([]);
    await scene.close();
  });

  test('every screen of a technician is accessible, fits and can be touched', async () => {
    const scene = await open('staff-service', '/staff/service');
    const { page } = scene;
    const go = (place: string) => () => page.evaluate(`location.hash = '#${place}'`);
    const swaps = Object.entries(staffScripts).filter(([name]) => name.startsWith('staff-service-swap') || name.startsWith('staff-service-wiring'));
    const problems = await judgeAll(scene, {
      home: () => page.getByRole('heading', { level: 2 }).first().waitFor(),
      door: async () => {
        await go('/staff/service/door/1-11')();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
      },
      export: async () => {
        await go('/staff/service/export')();
        await page.getByText('TECNICO').waitFor();
      },
      exported: async () => {
        await page
          .getByRole('button', { name: english ? 'Write it here' : 'Escribir aquí' })
          .last()
          .click();
        await page.getByText('audit-2026').waitFor();
      },
      restore: async () => {
        await go('/staff/service/restore')();
        await page
          .getByRole('button', { name: english ? 'Go back to this one' : 'Volver a esta' })
          .first()
          .waitFor();
      },
      'second person': () =>
        page
          .getByRole('button', { name: english ? 'Go back to this one' : 'Volver a esta' })
          .first()
          .click(),
      board: go('/staff/service/board/bank/2'),
      ...Object.fromEntries(
        swaps.map(([name, script]) => [
          name,
          async () => {
            await go(name.includes('wiring') ? '/staff/service/wiring' : '/staff/service/board/bank/2')();
            await showViews(page, script());
          },
        ]),
      ),
      status: async () => {
        await showViews(page, { staff: { ...(staffScripts['staff-service']?.().staff ?? fail()) } });
        await go('/staff/status')();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
      },
    });
    expect(problems).toEqual([]);
    await scene.close();
  });

  test('devices in trouble are told of accessibly, each with what to do', async () => {
    const scene = await open('staff-status-trouble', '/staff/status');
    await scene.page.getByText(english ? 'Out of paper' : 'Sin papel').waitFor();
    expect(await judge(scene.page)).toEqual([]);
    await scene.close();
  });

  test('the doors to check are accessible, fit and can be touched, and so is the reason why one is not opened', async () => {
    const scene = await open('staff-check-refused', '/staff');
    const { page } = scene;
    const look = page.getByRole('button', { name: english ? 'Open and look: door 5' : 'Abrir y mirar: puerta 5' });
    const problems = await judgeAll(scene, {
      home: () => page.getByText(english ? '2 doors to check' : '2 puertas por revisar').waitFor(),
      list: async () => {
        await page.evaluate("location.hash = '#/staff/status'");
        await look.waitFor();
      },
      refused: async () => {
        await look.click();
        await page.getByText(english ? 'keeps a customer’s parcel' : 'guarda el paquete de un cliente').waitFor();
      },
    });
    expect(problems).toEqual([]);
    await scene.close();
  });

  test('signing in is accessible, fits and can be touched', async () => {
    const scene = await open('staff-signed-out', '/staff');
    const { page } = scene;
    const problems = await judgeAll(scene, {
      badge: async () => undefined,
      number: () => page.getByRole('button', { name: english ? 'Use my number' : 'Usar mi número' }).click(),
      pin: async () => {
        await page.keyboard.type('1001', { delay: 40 });
        await page.getByRole('button', { name: english ? 'Next' : 'Siguiente' }).click();
      },
      refused: async () => {
        await page.keyboard.type('1234', { delay: 40 });
        await page.getByRole('button', { name: english ? 'Sign in' : 'Entrar' }).click();
        await page.getByRole('alert').waitFor();
      },
    });
    expect(problems).toEqual([]);
    expect(await callsOf(page)).toEqual([{ procedure: 'staff.signIn', input: { badge: '1001', pin: '1234' } }]);
    await scene.close();
  });
});

describe('a member of staff', () => {
  const open = (name: string, place: string) => openScene(browser, site.url, name, { size: panels.tablet, place });
  const asked = async (scene: Scene) =>
    (await callsOf(scene.page)).filter((call) => !['staff.touch', 'staff.ordersToPrepare', 'staff.status'].includes(call.procedure));

  async function findOrder({ page }: Scene): Promise<void> {
    await page.getByRole('textbox').fill('K1-00042-7');
    await page.getByRole('button', { name: 'Buscar' }).click();
  }

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

function fail(): never {
  throw new Error('the scene has no staff view');
}
