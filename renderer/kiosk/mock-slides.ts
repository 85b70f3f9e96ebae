import type { ShownSlide } from '../../src/contract/station/views.ts';

/** Two slides of a shop: one that leads to a category, and one that leads to a product. Their pictures are not on this device. */
export const sampleSlides: readonly ShownSlide[] = [
  {
    slideId: 'abrigos',
    headline: { es: 'Ya han llegado los abrigos', en: 'The coats are here', pt: 'Já chegaram os casacos', ca: 'Ja han arribat els abrics' },
    words: {
      es: 'Lana, paño y plumón, en todas las tallas.',
      en: 'Wool, felt and down, in every size.',
      pt: 'Lã, feltro e penas, em todos os tamanhos.',
      ca: 'Llana, drap i plomes, en totes les talles.',
    },
    opens: { kind: 'category', category: 'Vestidos' },
  },
  {
    slideId: 'bolso',
    headline: {
      es: 'El bolso que cabe en todo',
      en: 'The bag that goes with everything',
      pt: 'A mala que combina com tudo',
      ca: 'La bossa que combina amb tot',
    },
    opens: { kind: 'product', productId: 'bolso' },
  },
];
