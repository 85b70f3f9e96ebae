import type { Customer } from '../../src/contract/hub/assist.ts';
import type { AssistCall, AssistView } from '../../src/contract/station/assist-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';

/** Somebody who may take off ten per cent alone stands beside the shopper. */
export function besideShopper(changes: Partial<AssistView> = {}): AssistView {
  return { name: 'Lucía', locksAt: Date.now() + 272_000, limit: 10, limitWithSecond: 30, marks: [{ lineId: '1', reason: 'damaged' }], ...changes };
}

/** Somebody waits at another kiosk, and at the lockers somebody expects whoever stands here. */
export function callsBeside(): AssistCall[] {
  return [
    { callId: '018f0000-0000-7000-8000-0000000000c1', where: 'elsewhere', station: 'K2', screen: 'kiosk', calledAt: Date.now() - 38_000, isMine: false },
    { callId: '018f0000-0000-7000-8000-0000000000c2', where: 'here', station: null, screen: 'silo', calledAt: Date.now() - 95_000, isMine: true },
  ];
}

/** The bag with fifteen per cent off its first line. */
export function markedDown(session: KioskSession): KioskSession {
  const bag = session.bag.map((line) => (line.lineId === '1' ? { ...line, listPrice: line.unitPrice, unitPrice: { ...line.unitPrice, minor: 3_396 } } : line));
  const total = { ...session.total, minor: session.total.minor - 599 };
  return { ...session, bag, total, goods: total };
}

const euros = (minor: number) => ({ minor, currency: 'EUR' });

/** A member with three orders, two sizes and two notes. */
export const sampleCustomer: Customer = {
  memberId: '00112233445566778899aabbccddeeff',
  sizes: [
    { garment: 'shirt', size: 'M' },
    { garment: 'shoes', size: '39' },
  ],
  orders: [
    {
      ...{ number: 'K1-00057-X', placedAt: Date.now() - 5_400_000, status: 'placed', fulfilmentKind: 'desk', total: euros(3_995) },
      lines: [{ title: 'Camisa de lino cuello mao', size: 'M', colour: 'Verde oliva', quantity: 1 }],
    },
    {
      ...{ number: 'K1-00042-7', placedAt: Date.now() - 3 * 86_400_000, status: 'ready', fulfilmentKind: 'silo', total: euros(10_185) },
      lines: [
        { title: 'Camiseta marinera de manga corta', size: 'S', colour: 'Azul marino', quantity: 2 },
        { title: 'Zapatillas de piel', size: '39', colour: 'Blanco', quantity: 1 },
      ],
    },
    {
      ...{ number: 'K1-00011-3', placedAt: Date.now() - 40 * 86_400_000, status: 'collected', fulfilmentKind: 'ship', total: euros(5_995) },
      lines: [{ title: 'Vestido midi de flores', size: '38', colour: 'Azul marino', quantity: 1 }],
    },
  ],
  notes: [
    {
      noteId: '018f0000-0000-7000-8000-0000000000a1',
      at: Date.now() - 3 * 86_400_000,
      staffId: 'lucia',
      words: 'Prefiere lino; avisar cuando llegue el cuello mao en azul.',
    },
    { noteId: '018f0000-0000-7000-8000-0000000000a2', at: Date.now() - 40 * 86_400_000, staffId: 'marcos', words: 'Bajo del pantalón: 3 cm más corto.' },
  ],
};

/** A station that agrees; above ten per cent it wants a manager. */
export const agreeingAssist: NonNullable<MockAnswers['assist']> = {
  begin: () => done,
  giveBack: () => done,
  discount: ({ amount, second }) => (amount.kind === 'percent' && amount.percent > 10 && second === undefined ? err({ kind: 'needs-second' }) : done),
  undiscount: () => done,
  customer: () => ok(sampleCustomer),
  note: () => ok(sampleCustomer),
  eraseNote: () => ok(sampleCustomer),
  undoAtTill: () => done,
};

/** The hub is away: nothing of the customer can be told. */
export const assistWithoutHub: NonNullable<MockAnswers['assist']> = { ...agreeingAssist, customer: () => err({ kind: 'away' }) };
