import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { callsOf, drawn, openBlank, panels, playNext, type Scene, scanAtPort, showViews } from './support/scene.ts';
import { es } from '../../scripts/demo/words.ts';
import { staffScripts } from '../../renderer/staff/mock-scripts.ts';
import { serveTestPage, type TestPage } from './support/test-page.ts';

let site: TestPage;
let browser: Browser;
/** The page on which all scenes are played. */
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

const badge = 'PB1:0123456789ABCDEFGHJKMNPQRS';
const till = 'PT1:K1-00042-7:3995:EUR:12';
const open = (name: string, place: string): Promise<Scene> => playNext(played, site.url, name, { size: panels.portrait, place });
const placeOf = ({ page }: Scene): Promise<string> => page.evaluate('location.hash');
const asked = async (scene: Scene, ...procedures: readonly string[]) => (await callsOf(scene.page)).filter((call) => procedures.includes(call.procedure));
const pinScreen = ({ page }: Scene) => page.getByRole('heading', { name: es['staff.pin.title'] });
/** Sets the page's monotonic clock on; codes closer together than half a second are one. */
const passTime = (page: Scene['page'], ms: number): Promise<void> =>
  page.evaluate(`{ const now = performance.now.bind(performance); performance.now = () => now() + ${ms}; }`);
const signedOut = () => staffScripts['staff-signed-out']?.() ?? {};

describe('a staff badge before the station’s own scanner', () => {
  test.each([
    ['the silo', 'silo-ready', '/silo'],
    ['a silo whose doors are out of reach', 'silo-unavailable-doors', '/silo'],
    ['a silo whose door did not open', 'silo-did-not-open', '/silo'],
    ['the kiosk', 'kiosk-attract-both', '/'],
    ['a shopper’s session', 'kiosk-session', '/kiosk'],
  ])('opens the sign-in from %s, with only the PIN left to ask', async (_, name, place) => {
    const scene = await open(name, place);
    await scanAtPort(scene.page, 'badge', badge);
    await showViews(scene.page, signedOut());
    await pinScreen(scene).waitFor();
    expect(await placeOf(scene)).toBe('#/staff');
    await scene.close();
  });

  test.each(['silo-open', 'silo-opening', 'silo-checking'])('does not take the screen away from whoever stands before a door (%s)', async (name) => {
    const scene = await open(name, '/silo');
    await scanAtPort(scene.page, 'badge', badge);
    expect(await placeOf(scene)).toBe('#/silo');
    await scene.close();
  });

  test('is taken by the sign-in that is open, and is forgotten with it', async () => {
    const scene = await open('staff-signed-out', '/staff');
    const { page } = scene;
    await scanAtPort(page, 'other', '8412345678905');
    await page.getByText(es['staff.badge.other']).waitFor();
    await passTime(page, 600);
    await scanAtPort(page, 'badge', badge);
    await pinScreen(scene).waitFor();
    await page.keyboard.type('4711', { delay: 40 });
    await page.getByRole('button', { name: es['staff.pin.enter'] }).click();
    await drawn(page);
    expect(await asked(scene, 'staff.signIn')).toEqual([{ procedure: 'staff.signIn', input: { badge, pin: '4711' } }]);
    await page.evaluate("location.hash = '#/silo'");
    // Gone, and not only hidden: the screens stay behind until those of the silo have come.
    await page.locator('h1', { hasText: es['staff.pin.title'] }).waitFor({ state: 'detached' });
    await page.evaluate("location.hash = '#/staff'");
    await page.getByRole('heading', { name: es['staff.badge.title'] }).waitFor();
    await scene.close();
  });
});

describe('a till code before the station’s own scanner', () => {
  test.each(['/staff', '/staff/orders', '/staff/till'])('finds its order from %s', async (place) => {
    const scene = await open('staff-home', place);
    await scanAtPort(scene.page, 'till', till);
    await scene.page.getByRole('button', { name: 'Efectivo' }).waitFor();
    expect([await placeOf(scene), await asked(scene, 'staff.findOrder')]).toEqual(['#/staff/till', [{ procedure: 'staff.findOrder', input: { code: till } }]]);
    await scene.close();
  });

  test('does not swap an order that is being paid, and waits for no door', async () => {
    const scene = await open('staff-home', '/staff/till');
    await scanAtPort(scene.page, 'till', till);
    await scene.page.getByRole('button', { name: 'Efectivo' }).waitFor();
    await passTime(scene.page, 600);
    await scanAtPort(scene.page, 'till', 'PT1:K1-00043-5:100:EUR:12');
    expect(await asked(scene, 'staff.findOrder')).toHaveLength(1);
    await scene.close();
    const atDoor = await open('staff-load-open', '/staff');
    await scanAtPort(atDoor.page, 'till', till);
    expect(await asked(atDoor, 'staff.findOrder')).toEqual([]);
    await atDoor.close();
  });

  test('opens nothing of staff while nobody is signed in', async () => {
    const scene = await open('kiosk-session', '/kiosk');
    await scanAtPort(scene.page, 'till', till);
    // A shopper is asked to prove that the order is theirs.
    expect([await placeOf(scene), await callsOf(scene.page).then((calls) => calls.filter(({ procedure }) => procedure.startsWith('staff.')))]).toEqual([
      '#/kiosk/order?number=K1-00042-7',
      [],
    ]);
    await scene.close();
  });
});

describe('anything else before the station’s own scanner', () => {
  test('is for the silo to refuse while it waits for a code', async () => {
    const scene = await open('silo-ready', '/silo');
    await scanAtPort(scene.page, 'other', '8412345678905');
    expect(await asked(scene, 'silo.scan')).toEqual([{ procedure: 'silo.scan', input: { code: '8412345678905', source: 'port' } }]);
    await scene.close();
  });

  test('says at the till that it is none of our codes', async () => {
    const scene = await open('staff-till-unreadable', '/staff/till');
    await scanAtPort(scene.page, 'other', '8412345678905');
    await scene.page.getByRole('alert').waitFor();
    await scene.close();
  });
});

describe('paper', () => {
  test('is not promised by a kiosk whose printer has none, and printing is offered as a try', async () => {
    const scene = await open('kiosk-placed-paper-out', '/kiosk');
    await scene.page.getByText('La impresora no tiene papel').or(scene.page.getByText('sin papel')).first().waitFor();
    await scene.page.getByRole('button', { name: 'Probar a imprimir' }).click();
    await drawn(scene.page);
    expect(await asked(scene, 'kiosk.print')).toHaveLength(1);
    await scene.close();
    const without = await open('kiosk-placed-no-printer', '/kiosk');
    expect(await without.page.getByRole('button', { name: /imprimir/i }).count()).toBe(0);
    await without.close();
  });
});
