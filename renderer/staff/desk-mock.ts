import type { OwedMoney } from '../../src/contract/hub/staff-desk.ts';
import type { ShiftView } from '../../src/contract/station/desk-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';
import { sampleDesk, sampleOrder } from './mock-orders.ts';

type DeskAnswers = NonNullable<MockAnswers['desk']>;
const HOUR = 3_600_000;
const sum = (count: number, minor: number) => ({ count, minor });
const nothing = { orders: 0, handed: 0, changed: 0, discounts: 0, calls: 0, callsMs: 0, loaded: 0, takenOut: 0 };
const none = { cashIn: sum(0, 0), cardIn: sum(0, 0), cashOut: sum(0, 0), cardOut: sum(0, 0), ...nothing };
const marta = { ...none, cashIn: sum(4, 13_480), cardIn: sum(9, 61_250), handed: 6, calls: 3, callsMs: 126_000, discounts: 1, orders: 2 };
const luis = { ...none, cashOut: sum(1, 2_995), loaded: 11, takenOut: 2, changed: 1 };

function sampleShift(changes: Partial<ShiftView> = {}): ShiftView {
  return {
    since: Date.now() - 8 * HOUR,
    currency: 'EUR',
    float: 15_000,
    expected: 25_485,
    people: [
      { staffId: 'staff-1', name: 'Marta', ...marta },
      { staffId: 'staff-2', name: 'Luis', ...luis },
    ],
    total: { ...marta, cashOut: sum(1, 2_995), loaded: 11, takenOut: 2, changed: 1 },
    left: { toPrepare: 2, toHand: 1, short: 0, calls: 0, doors: 1 },
    paper: true,
    note: 'El datáfono pide papel. Mañana llega el pedido grande de Bilbao.',
    unsure: 0,
    ...changes,
  };
}

function owed(changes: Partial<OwedMoney>): OwedMoney {
  const known = { cause: 'money', about: 'ab'.repeat(16), orderId: sampleOrder.orderId, number: 'K1-00042-7' } as const;
  return {
    ...known,
    amount: { minor: 2_995, currency: 'EUR' },
    why: null,
    owedAt: Date.now() - 26 * HOUR,
    paidWith: 'cash',
    state: 'till',
    problem: null,
    ...changes,
  };
}

const owedNow: readonly OwedMoney[] = [
  owed({}),
  owed({ about: 'cd'.repeat(16), cause: 'withdrawal', number: 'K1-00038-F', amount: { minor: 8_485, currency: 'EUR' }, paidWith: 'online', state: 'coming' }),
  owed({ about: 'ef'.repeat(16), number: 'K1-00035-B', paidWith: 'online', state: 'refused', problem: 'provider-refused' }),
  owed({ about: '018f0000-0000-7000-8000-0000000000e1', cause: 'return', number: 'K1-00031-M', amount: null, paidWith: 'card', state: 'look' }),
];

/** What the station answers about orders that change, money and shifts, in every scene. */
export const deskAnswers: DeskAnswers = {
  resend: () => done,
  reject: () => done,
  elsewhere: () => done,
  reroute: () => done,
  money: () => ok([...owedNow]),
  settle: () => done,
  alarms: () => ok([{ kind: 'stock-short', at: Date.now() - HOUR, number: 'K1-00042-7', stationId: null }]),
  shift: () => ok(sampleShift()),
  closeShift: () => ok({ receipt: { title: 'Cierre de turno', blocks: [{ kind: 'pair', left: 'Contado', right: '254,85 €', bold: true }] } }),
  printShift: () => err({ kind: 'paper-out' }),
};

/** Scenes of that work. `scene` makes one from a view. */
export function deskScripts(scene: (changes: Partial<StaffView>, answers?: NonNullable<MockAnswers['staff']>) => MockScript): MockScripts {
  const member = { staffId: 'staff-9', name: 'Iker', roles: ['manager' as const], locksAt: Date.now() + 272_000 };
  const [atDesk] = sampleDesk;
  const withDesk = (changes: Partial<StaffView>, answers: DeskAnswers): MockScript => {
    const played = scene(changes, { findOrder: () => ok(atDesk ?? sampleOrder) });
    return { ...played, answers: { ...played.answers, desk: { ...deskAnswers, ...answers } } };
  };
  const away = { state: 'offline', lastContactAt: Date.now() - 600_000, catalogueAsOf: null, pending: 2 } as const;
  return {
    'staff-change': () => withDesk({}, {}),
    'staff-change-refused': () => withDesk({}, { reject: () => err({ kind: 'in-locker' }), resend: () => err({ kind: 'too-often' }) }),
    'staff-change-offline': () => withDesk({ hub: away }, { resend: () => err({ kind: 'offline' }) }),
    'staff-money': () => withDesk({ member }, {}),
    'staff-money-assistant': () => withDesk({}, {}),
    'staff-money-offline': () => withDesk({ member, hub: away }, { money: () => err({ kind: 'offline' }) }),
    'staff-money-none': () => withDesk({ member }, { money: () => ok([]) }),
    'staff-shift': () => withDesk({ member }, {}),
    'staff-shift-first': () =>
      withDesk(
        { member },
        {
          shift: () =>
            ok(
              sampleShift({
                since: null,
                float: 0,
                expected: 0,
                people: [],
                total: none,
                paper: false,
                note: null,
                unsure: 1,
                left: { toPrepare: 0, toHand: 0, short: 0, calls: 0, doors: 0 },
              }),
            ),
        },
      ),
    'staff-locks-soon': () => withDesk({ member: { ...member, locksAt: Date.now() + 24_000 } }, {}),
  };
}
