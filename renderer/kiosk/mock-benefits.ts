import type { SessionBenefits } from '../../src/contract/station/benefit-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import type { MockAnswers } from '../bridge/mock/mock-station.ts';

/** What the demonstration's shop offers, and nothing shown or said yes to yet. */
export const freshBenefits: SessionBenefits = {
  coupons: [],
  discounts: [],
  member: null,
  usePoints: false,
  earns: 0,
  gift: false,
  consents: { newsletter: false, membership: false },
  signedUp: [],
  offers: {
    coupons: true,
    members: true,
    newsletter: true,
    membership: true,
    boxes: [
      {
        boxId: 'basicos',
        name: { es: 'Caja de básicos', en: 'Box of basics', pt: 'Caixa de básicos', ca: 'Capsa de bàsics' },
        about: {
          es: 'Tres prendas de tu talla para todos los días, elegidas por el equipo de la tienda.',
          en: 'Three everyday pieces in your size, chosen by the shop.',
          pt: 'Três peças do seu tamanho para todos os dias, escolhidas pela equipa da loja.',
          ca: "Tres peces de la teva talla per a cada dia, triades per l'equip de la botiga.",
        },
        price: { minor: 3990, currency: 'EUR' },
        every: 'month',
      },
      {
        boxId: 'temporada',
        name: { es: 'Caja de temporada', en: 'Box of the season', pt: 'Caixa da estação', ca: 'Capsa de temporada' },
        about: {
          es: 'Un conjunto completo con cada cambio de temporada.',
          en: 'A complete outfit with each change of season.',
          pt: 'Um conjunto completo em cada mudança de estação.',
          ca: 'Un conjunt complet amb cada canvi de temporada.',
        },
        price: { minor: 8990, currency: 'EUR' },
        every: 'quarter',
      },
    ],
  },
};

/** A session in which a coupon counts and a member uses their points. */
export function withBenefits(session: KioskSession): KioskSession {
  const off = { minor: 1418, currency: 'EUR' };
  const worth = { minor: 1200, currency: 'EUR' };
  return {
    ...session,
    total: { minor: session.total.minor - off.minor - worth.minor, currency: 'EUR' },
    contact: null,
    benefits: {
      ...freshBenefits,
      coupons: [{ couponId: 'a'.repeat(32), name: 'Bienvenida de otoño: 10 % de descuento', off, trouble: null }],
      discounts: [
        { couponId: 'a'.repeat(32), name: 'Bienvenida de otoño: 10 % de descuento', amount: off },
        { couponId: null, name: 'Puntos', amount: worth, points: 240 },
      ],
      member: member(240),
      usePoints: true,
      earns: 115,
      gift: true,
    },
  };
}

/** A session whose coupons do not count, each for another reason, and a member of whom nothing has arrived here. */
export function withTroubles(session: KioskSession): KioskSession {
  const coupon = (letter: string, name: string) => ({ couponId: letter.repeat(32), name, off: null });
  return {
    ...session,
    contact: null,
    benefits: {
      ...freshBenefits,
      coupons: [
        { ...coupon('a', 'Veinte euros'), trouble: { kind: 'coupon-minimum', minimum: { minor: 20_000, currency: 'EUR' } } },
        { ...coupon('b', 'Solo socios'), trouble: { kind: 'coupon-members' } },
        { ...coupon('c', 'Rebajas de invierno'), trouble: { kind: 'coupon-needs-hub' } },
        { ...coupon('d', ''), trouble: { kind: 'coupon-over' } },
      ],
      member: { ...member(0), points: null, asOf: null, reachedBy: null },
    },
  };
}

/** The station agrees to everything about coupons and members. */
export const agreeingBenefits: NonNullable<MockAnswers['benefits']> = {
  enterCode: () => ok({ kind: 'coupon' }),
  dropCoupon: () => done,
  forgetMember: () => done,
  spendPoints: () => done,
  setGift: () => done,
  setConsents: () => done,
  signUp: () => done,
};

/** The station refuses everything about coupons and members. */
export const refusingBenefits: NonNullable<MockAnswers['benefits']> = {
  enterCode: () => err({ kind: 'mistyped' }),
  dropCoupon: () => err({ kind: 'storage' }),
  forgetMember: () => err({ kind: 'storage' }),
  spendPoints: () => err({ kind: 'no-points' }),
  setGift: () => err({ kind: 'storage' }),
  setConsents: () => err({ kind: 'storage' }),
  signUp: () => err({ kind: 'too-often' }),
};

function member(usable: number): NonNullable<SessionBenefits['member']> {
  return {
    memberId: 'e'.repeat(32),
    points: 480,
    asOf: Date.now() - 600_000,
    usable,
    worth: { minor: usable * 5, currency: 'EUR' },
    reachedBy: 'email',
    hasAddress: false,
    sizes: [],
  };
}
