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
};
