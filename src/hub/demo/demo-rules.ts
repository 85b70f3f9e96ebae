import type { LoyaltyRules } from '../../contract/loyalty/loyalty.ts';

/** What the demonstration's shop offers: a point for each euro, five cents a point, the newsletter, the club and two boxes. */
export const DEMO_LOYALTY: Omit<LoyaltyRules, 'memberKeys'> = {
  earnMinor: 100,
  pointMinor: 5,
  currency: 'EUR',
  leastPoints: 100,
  offlinePoints: 400,
  newsletter: true,
  membership: true,
  boxes: [
    {
      boxId: 'basicos',
      name: { es: 'Caja de básicos', en: 'Box of basics' },
      about: {
        es: 'Tres prendas de tu talla para todos los días, elegidas por el equipo de la tienda.',
        en: 'Three everyday pieces in your size, chosen by the shop.',
      },
      price: { minor: 3990, currency: 'EUR' },
      every: 'month',
    },
    {
      boxId: 'temporada',
      name: { es: 'Caja de temporada', en: 'Box of the season' },
      about: { es: 'Un conjunto completo con cada cambio de temporada.', en: 'A complete outfit with each change of season.' },
      price: { minor: 8990, currency: 'EUR' },
      every: 'quarter',
    },
  ],
};
