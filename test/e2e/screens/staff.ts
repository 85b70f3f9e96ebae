import type { MockScript } from '../../../renderer/bridge/mock/mock-station.ts';
import '../../../renderer/i18n/messages.ts';
import { formatText } from '../../../renderer/i18n/format.ts';
import { handOversOf } from '../../../renderer/staff/hand-overs.ts';
import { sampleDesk, sampleOrder } from '../../../renderer/staff/mock-orders.ts';
import { staffScripts } from '../../../renderer/staff/mock-scripts.ts';
import { filled, startsWith, type Words } from '../../../scripts/demo/words.ts';
import { asOpened, going, headed, inTurn, playing, pressing, alerted, showing, type Stop, type Visitor, type Walk } from './screen.ts';

/** Every screen of the staff that works as it should, and what a technician sees. */
export const staffWalks: readonly Walk[] = [
  walk('doors', 'staff-home', '/staff', scenesOf(isAtDoor).map(stateOf)),
  walk('trolley', 'staff-recall-desk', '/staff', [
    { name: 'desk', go: going('/staff/load') },
    { name: 'desk with what was loaded', go: inTurn(going('/staff/load'), shows('staff-load-desk-round')) },
    {
      name: 'list',
      go: inTurn(going('/staff/recall'), ({ page, language }) =>
        page.getByRole('button', { name: formatText(language, 'staff.recall.start', { count: 5 }) }).waitFor(),
      ),
    },
  ]),
  walk('tasks', 'staff-home', '/staff', taskStops()),
  walk('parts', 'staff-till-mixed', '/staff/till', partStops()),
  walk('round', 'staff-look-refused', '/staff/look', [
    ...['start', 'none', 'next', 'in-hand', 'finished'].map((name) => ({ name, go: inTurn(going('/staff/look'), shows(`staff-look-${name}`)) })),
    {
      name: 'refused',
      go: inTurn(
        going('/staff/look'),
        shows('staff-look-next'),
        pressing((words) => filled(words['staff.look.open'], { number: 7 })),
        alerted,
      ),
    },
    { name: 'forty loaded', go: inTurn(going('/staff/load'), shows('staff-load-desk-forty')) },
    { name: 'offline', go: inTurn(going('/staff'), shows('staff-offline')) },
  ]),
  walk('help', 'staff-help-ringing', '/staff', scenesOf(({ staff }) => (staff?.calls ?? []).length > 0).map(stateOf)),
  walk('queue', 'staff-help-queue', '/staff/help', [
    { name: 'four calls', go: headed(1) },
    { name: 'alone', go: inTurn(shows('staff-help-queue-alone'), headed(1)) },
    { name: 'nobody', go: inTurn(shows('staff-home'), headed(1)) },
  ]),
  walk('change', 'staff-change', '/staff/change/K1-00043-V', [
    { name: 'what', go: headed(1) },
    {
      name: 'reject',
      go: inTurn(
        going('/staff/change/K1-00043-V'),
        pressing((words) => startsWith(words['staff.change.reject'])),
      ),
    },
    {
      name: 'reroute',
      go: inTurn(
        going('/staff'),
        going('/staff/change/K1-00043-V'),
        pressing((words) => startsWith(words['staff.change.reroute'])),
      ),
    },
    {
      name: 'offline',
      go: inTurn(going('/staff'), going('/staff/change/K1-00043-V'), shows('staff-change-offline'), ({ page, words }) =>
        page.getByText(words['staff.change.offline']).waitFor(),
      ),
    },
  ]),
  walk('money', 'staff-money', '/staff/money', [
    { name: 'list', go: headed(2) },
    {
      name: 'confirm',
      follows: true,
      go: inTurn(
        ({ page, words }) => page.getByRole('button', { name: words['staff.money.cash'] }).first().click(),
        ({ page }) => page.getByRole('alertdialog').waitFor(),
      ),
    },
  ]),
  walk('shift', 'staff-shift', '/staff/shift', [
    { name: 'open', go: headed(2) },
    {
      name: 'counted',
      follows: true,
      go: ({ page, words }) => page.getByLabel(words['staff.shift.counted']).fill('250,00'),
    },
    {
      name: 'closed',
      follows: true,
      go: inTurn(
        ({ page, words }) => page.getByText(words['staff.shift.drawer.no'], { exact: true }).click(),
        pressing((words) => words['staff.shift.do']),
        ({ page, words }) => page.getByText(words['staff.shift.done.title']).waitFor(),
      ),
    },
  ]),
  walk('service', 'staff-service', '/staff/service', serviceStops()),
  walk('check', 'staff-check-refused', '/staff', [
    {
      name: 'home',
      go: inTurn(going('/staff'), ({ page, language }) => page.getByText(formatText(language, 'staff.home.status.check', { count: 2 })).waitFor()),
    },
    { name: 'list', go: inTurn(going('/staff/status'), ({ page, words }) => page.getByRole('button', { name: lookAt(5)(words) }).waitFor()) },
    {
      name: 'refused',
      follows: true,
      go: inTurn(pressing(lookAt(5)), ({ page, words }) => page.getByText(words['staff.check.problem.holds-parcel']).waitFor()),
    },
  ]),
  walk('more', 'staff-home', '/staff', moreStops()),
  walk('sign-in', 'staff-signed-out', '/staff', [
    { name: 'badge', go: asOpened },
    { name: 'number', follows: true, go: pressing((words) => words['staff.badge.number']) },
    {
      name: 'pin',
      follows: true,
      go: inTurn(
        ({ page }) => page.keyboard.type('1001', { delay: 40 }),
        pressing((words) => words['staff.number.next']),
      ),
    },
    {
      name: 'refused',
      follows: true,
      go: inTurn(
        ({ page }) => page.keyboard.type('1234', { delay: 40 }),
        pressing((words) => words['staff.pin.enter']),
        alerted,
      ),
    },
  ]),
];

/** A walk whose last screen tells of trouble, and what of it must be in sight then: whole, above the foot of the screen. */
export interface TroubleWalk extends Walk {
  readonly inSight: Readonly<Record<'portrait' | 'landscape', readonly string[]>>;
}

/** What goes wrong for staff. */
export const staffTroubles: readonly TroubleWalk[] = [
  ...['staff-till-unreadable', 'staff-till-unknown'].map((scene) => trouble(scene, '/staff/till', inTurn(finding, alerted), ['[role=alert]', 'input'])),
  trouble('staff-till-refused', '/staff/till', inTurn(finding, alerted), ['[role=alert]']),
  ...['staff-pay-already', 'staff-pay-storage'].map((scene) =>
    trouble(
      scene,
      '/staff/till',
      inTurn(
        finding,
        pressing((words) => words['staff.pay.cash']),
        pressing((words) => startsWith(words['staff.pay.confirm'])),
        alerted,
      ),
      ['[role=alert]'],
    ),
  ),
  {
    ...trouble(
      'staff-no-compartment',
      `/staff/orders/${sampleOrder.orderId}`,
      inTurn(
        pressing((words) => words['staff.prepare.open']),
        alerted,
      ),
      [],
    ),
    inSight: { portrait: [], landscape: ['[role=alert]'] },
  },
  trouble('staff-nothing-to-prepare', '/staff/orders', headed(1), []),
  trouble('staff-short', '/staff/short', headed(1), []),
  trouble('staff-short-none', '/staff/short', headed(1), []),
  trouble('staff-recall-desk-forty', '/staff/recall', headed(1), []),
  trouble('staff-service', '/staff/service/wiring', headed(1), []),
  trouble('staff-service-refusing', '/staff/service/board/bank/2', headed(1), []),
];

function walk(name: string, scene: string, place: string, stops: readonly Stop[]): Walk {
  return { area: 'staff', name: `staff-${name}`, scene, place, stops };
}

function trouble(scene: string, place: string, go: Stop['go'], inSight: readonly string[]): TroubleWalk {
  const name = `trouble-${scene.replace(/^staff-/, '')}${place
    .replace(/^\/staff/, '')
    .replace(sampleOrder.orderId, '')
    .replaceAll('/', '-')}`;
  return { ...walk(name, scene, place, [{ name: scene, go }]), inSight: { portrait: inSight, landscape: inSight } };
}

/** Is a door, or what came of one, all that is on the screen? */
function isAtDoor({ staff }: MockScript): boolean {
  return staff?.load != null || staff?.check != null || staff?.recall != null || staff?.round?.stop != null;
}

function scenesOf(belongs: (script: MockScript) => boolean): readonly string[] {
  return Object.entries(staffScripts).flatMap(([name, script]) => (belongs(script()) ? [name] : []));
}

function stateOf(name: string): Stop {
  return { name, go: shows(name) };
}

function shows(name: string): Stop['go'] {
  return showing(() => {
    const script = staffScripts[name];
    if (script === undefined) throw new Error(`no scene is called ${name}`);
    return script();
  });
}

function taskStops(): readonly Stop[] {
  return [
    { name: 'home', go: going('/staff') },
    { name: 'orders', go: inTurn(going('/staff/orders'), ({ page }) => page.getByText(sampleOrder.number).first().waitFor()) },
    { name: 'prepare', go: inTurn(going(`/staff/orders/${sampleOrder.orderId}`), ({ page }) => page.getByRole('radiogroup').first().waitFor()) },
    { name: 'desk', go: inTurn(going('/staff/desk'), ({ page }) => page.getByText('K1-00043-V').waitFor()) },
    ...sampleDesk.flatMap((order) =>
      handOversOf(order).map(({ way, isReady }) => ({
        name: `desk, ${way} ${isReady ? 'to hand over' : 'to prepare'}`,
        go: inTurn(going(`/staff/desk/${order.orderId}/${way}`), ({ page, words }) =>
          page.getByRole('button', { name: words[isReady ? 'staff.hand.give.done' : 'staff.hand.prepare.ready'] }).waitFor(),
        ),
      })),
    ),
    { name: 'desk, nothing left', go: inTurn(going('/staff/desk/gone/desk'), ({ page, words }) => page.getByText(words['staff.hand.gone']).waitFor()) },
    { name: 'status', go: inTurn(going('/staff/status'), headed(2)) },
    { name: 'till', go: going('/staff/till') },
    { name: 'till with keys', follows: true, go: ({ page }) => page.getByRole('textbox').click() },
    {
      name: 'order',
      follows: true,
      go: inTurn(finding, ({ page, words }) => page.getByRole('button', { name: words['staff.pay.cash'] }).waitFor()),
    },
    { name: 'tender', follows: true, go: pressing((words) => words['staff.pay.cash']) },
    { name: 'paid', follows: true, go: pressing((words) => startsWith(words['staff.pay.confirm'])) },
  ];
}

/** An order whose lines go several ways, from the till to the receipt; the goods for the lockers and an empty desk are other screens. */
function partStops(): readonly Stop[] {
  return [
    {
      name: 'order',
      go: inTurn(
        ({ page }) => page.getByRole('textbox').click(),
        finding,
        ({ page, words }) => page.getByRole('button', { name: words['staff.pay.cash'] }).waitFor(),
      ),
    },
    { name: 'tender', follows: true, go: pressing((words) => words['staff.pay.card']) },
    { name: 'paid', follows: true, go: pressing((words) => startsWith(words['staff.pay.confirm'])) },
  ];
}

/** Scenes whose stations answer each in its own way, one after the other on one page. */
function moreStops(): readonly Stop[] {
  const found = (scene: string, name: string): Stop => ({
    name,
    go: inTurn(playing(scene, '/staff', '/staff/till'), finding, ({ page }) =>
      page
        .getByText(/K1-000\d\d-/)
        .first()
        .waitFor(),
    ),
  });
  return [
    { name: 'home with a shopper at the kiosk', go: inTurn(playing('staff-home-shopper', '/staff', '/staff'), headed(1)) },
    {
      name: 'home, about to lock',
      go: inTurn(playing('staff-locks-soon', '/staff', '/staff'), ({ page, words }) => page.getByRole('button', { name: words['staff.lock.stay'] }).waitFor()),
    },
    {
      name: 'devices in trouble',
      go: inTurn(playing('staff-status-trouble', '/staff', '/staff/status'), ({ page, words }) =>
        page.getByText(words['staff.status.printer.paper-out']).waitFor(),
      ),
    },
    { name: 'money, offline', go: inTurn(playing('staff-money-offline', '/staff', '/staff/money'), headed(1)) },
    { name: 'money, none', go: inTurn(playing('staff-money-none', '/staff', '/staff/money'), headed(1)) },
    { name: 'money, for who may not give it', go: inTurn(playing('staff-money-assistant', '/staff', '/staff/money'), headed(2)) },
    { name: 'shift, the first', go: inTurn(playing('staff-shift-first', '/staff', '/staff/shift'), headed(2)) },
    found('staff-till-paid', 'till, paid already'),
    found('staff-till-ship', 'till, to be sent'),
    found('staff-till-mixed-paid', 'till, several ways and paid'),
    found('staff-till-desk-ready', 'till, ready at the desk'),
    found('staff-till-short', 'till, something missing'),
    ...afterPaying(),
    {
      name: 'locked, with doors left behind',
      go: inTurn(playing('staff-locked-doors', '/staff', '/staff'), ({ page }) => page.locator('.left-doors').waitFor()),
    },
    {
      name: 'signing in, too often',
      go: inTurn(
        playing('staff-signed-out-wait', '/staff', '/staff'),
        pressing((words) => words['staff.badge.number']),
        ({ page }) => page.keyboard.type('1001', { delay: 40 }),
        pressing((words) => words['staff.number.next']),
        ({ page }) => page.keyboard.type('1234', { delay: 40 }),
        pressing((words) => words['staff.pin.enter']),
        alerted,
      ),
    },
  ];
}

/** The desk, and an order that does not go as it should. */
function afterPaying(): readonly Stop[] {
  const [ready] = sampleDesk.flatMap((order) => handOversOf(order).flatMap(({ way, isReady }) => (isReady ? [{ order, way }] : [])));
  return [
    { name: 'desk, empty', go: inTurn(playing('staff-desk-empty', '/staff', '/staff/desk'), headed(1)) },
    {
      name: 'desk, not handed over',
      go: inTurn(
        playing('staff-desk-refused', '/staff', `/staff/desk/${ready?.order.orderId ?? ''}/${ready?.way ?? ''}`),
        pressing((words) => words['staff.hand.give.done']),
        alerted,
      ),
    },
    {
      name: 'change, told again too often',
      go: inTurn(
        playing('staff-change-refused', '/staff', '/staff/change/K1-00043-V'),
        pressing((words) => startsWith(words['staff.change.resend'])),
        alerted,
      ),
    },
    {
      name: 'change, told again',
      go: inTurn(
        playing('staff-change', '/staff', '/staff/change/K1-00043-V'),
        pressing((words) => startsWith(words['staff.change.resend'])),
        ({ page, words }) => page.getByText(words['staff.change.said.resend']).waitFor(),
      ),
    },
    {
      name: 'change, from elsewhere',
      go: inTurn(
        playing('staff-change', '/staff', '/staff/change/K1-00043-V'),
        pressing((words) => startsWith(words['staff.change.elsewhere'])),
      ),
    },
    {
      name: 'help',
      go: inTurn(
        playing('staff-home', '/staff', '/staff'),
        pressing((words) => words['ui.help']),
        headed(2),
      ),
    },
  ];
}

function serviceStops(): readonly Stop[] {
  const states = Object.keys(staffScripts).filter((name) => /^staff-service-(swap|wiring)/.test(name));
  const placeOf = (name: string): string => (name.includes('wiring') ? '/staff/service/wiring' : '/staff/service/board/bank/2');
  const restore: Stop['go'] = ({ page, words }) => page.getByRole('button', { name: words['service.restore.choose'], exact: true }).first().waitFor();
  return [
    { name: 'home', go: headed(2) },
    { name: 'door', go: inTurn(going('/staff/service/door/1-11'), headed(2)) },
    { name: 'export', go: inTurn(going('/staff/service/export'), ({ page }) => page.getByText('TECNICO').waitFor()) },
    {
      name: 'exported',
      follows: true,
      go: async ({ page, words }) => {
        await page.getByRole('button', { name: words['service.export.go'] }).last().click();
        await page.getByText('audit-2026').waitFor();
      },
    },
    { name: 'restore', go: inTurn(going('/staff/service/restore'), restore) },
    { name: 'second person', follows: true, go: pressing((words) => words['service.restore.choose']) },
    { name: 'board', go: going('/staff/service/board/bank/2') },
    ...states.map((name) => ({ name, go: inTurn(going(placeOf(name)), shows(name)) })),
    { name: 'status', go: inTurn(shows('staff-service'), going('/staff/status'), headed(2)) },
  ];
}

function lookAt(number: number): (words: Words) => string {
  return (words) => filled(words['staff.check.look.label'], { number });
}

async function finding({ page, words }: Visitor): Promise<void> {
  await page.getByRole('textbox').fill('K1-00042-7');
  await page.getByRole('button', { name: words['staff.till.find'], exact: true }).click();
}
