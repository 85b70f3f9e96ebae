import type { Garment } from '../../contract/catalogue.ts';
import type { Model } from './models.ts';
import type { SeededNumbers } from './seeded-numbers.ts';

/** A short description in Spanish: what it is for, what it is made of, how it is washed. */
export function demoDescription(model: Model, numbers: SeededNumbers): string {
  const occasion = numbers.pick(OCCASIONS[KINDS[model.garment]]);
  const [made, care] = MATERIALS.find(([word]) => model.title.toLowerCase().includes(word))?.[1] ?? USUAL[model.pattern] ?? COTTON;
  return `${occasion}\nComposición: ${made}.\n${care}`;
}

type Kind = 'upper' | 'outer' | 'lower' | 'feet' | 'extra';

const KINDS: Readonly<Record<Garment, Kind>> = {
  shirt: 'upper',
  tshirt: 'upper',
  blouse: 'upper',
  top: 'upper',
  jumper: 'upper',
  dress: 'upper',
  swimwear: 'extra',
  jacket: 'outer',
  coat: 'outer',
  skirt: 'lower',
  trousers: 'lower',
  jeans: 'lower',
  shorts: 'lower',
  shoes: 'feet',
  boots: 'feet',
  socks: 'extra',
  bag: 'extra',
  hat: 'extra',
  scarf: 'extra',
  other: 'extra',
};

const OCCASIONS: Readonly<Record<Kind, readonly [string, ...string[]]>> = {
  upper: [
    'Corte cómodo que funciona igual de bien por dentro que por fuera.',
    'Una prenda de diario con costuras reforzadas y caída limpia.',
    'Pensada para repetir: combina con casi todo lo que ya tienes.',
    'Tacto suave y patrón ligeramente entallado.',
  ],
  outer: [
    'Abriga sin pesar y cierra bien contra el viento.',
    'Dos bolsillos exteriores y uno interior con cremallera.',
    'Forro completo y hombros con buena caída.',
  ],
  lower: ['Cintura cómoda y largo pensado para no tener que arreglarlo.', 'Un básico que combina con todo.', 'Mantiene la forma después de muchos lavados.'],
  feet: ['Horma ancha y plantilla acolchada para todo el día.', 'Ligereza y buen agarre desde el primer paso.', 'Acabado a mano y suela flexible.'],
  extra: ['El detalle que remata el conjunto.', 'Pequeño, resistente y fácil de llevar.', 'Hecho para durar varias temporadas.'],
};

type Material = readonly [made: string, care: string];

const COTTON: Material = ['100 % algodón', 'Lavar a máquina a 30 °C.'];
const WOOL: Material = ['80 % lana, 20 % poliamida', 'Lavar a mano en agua fría y secar en plano.'];
const LEATHER: Material = ['piel vacuna', 'Limpiar con un paño húmedo.'];

/** By the first of these words that the title holds. */
const MATERIALS: readonly (readonly [string, Material])[] = [
  ['orgánico', ['100 % algodón orgánico', 'Lavar a máquina a 30 °C.']],
  ['reciclado', ['60 % algodón, 40 % algodón reciclado', 'Lavar a máquina a 30 °C, del revés.']],
  ['cachemir', ['100 % cachemir', 'Lavar a mano en agua fría y secar en plano.']],
  ['merino', ['100 % lana merino', 'Lavar a máquina en programa de lana.']],
  ['lana', WOOL],
  ['paño', ['70 % lana, 30 % poliéster', 'Limpieza en seco.']],
  ['tweed', ['60 % lana, 40 % algodón', 'Limpieza en seco.']],
  ['lino', ['55 % lino, 45 % viscosa', 'Lavar a máquina a 30 °C y planchar en húmedo.']],
  ['seda', ['100 % seda', 'Lavar a mano en agua fría.']],
  ['satén', ['97 % poliéster, 3 % elastano', 'Lavar a máquina a 30 °C en bolsa.']],
  ['satinad', ['97 % poliéster, 3 % elastano', 'Lavar a máquina a 30 °C en bolsa.']],
  ['ante', ['piel de ante', 'Cepillar en seco.']],
  ['piel', LEATHER],
  ['acolchad', ['100 % poliéster reciclado', 'Lavar a máquina a 30 °C y secar con pelotas.']],
  ['plumífero', ['exterior de poliamida, relleno de plumón', 'Limpieza en seco.']],
  ['impermeable', ['100 % poliamida', 'Lavar a máquina a 30 °C sin suavizante.']],
  ['técnica', ['88 % poliéster reciclado, 12 % elastano', 'Lavar a máquina a 30 °C sin suavizante.']],
  ['bañador', ['82 % poliamida, 18 % elastano', 'Aclarar con agua dulce después de cada uso.']],
  ['bikini', ['82 % poliamida, 18 % elastano', 'Aclarar con agua dulce después de cada uso.']],
  ['paraguas', ['poliéster y varillas de fibra de vidrio', 'Secar abierto.']],
  ['agua', ['caucho natural', 'Aclarar con agua.']],
  ['rafia', ['rafia natural', 'Limpiar con un paño húmedo.']],
  ['paja', ['paja natural', 'Limpiar con un paño húmedo.']],
];

const USUAL: Partial<Record<Model['pattern'], Material>> = {
  knit: ['50 % algodón, 50 % acrílico', 'Lavar a máquina a 30 °C y secar en plano.'],
  denim: ['98 % algodón, 2 % elastano', 'Lavar a máquina a 30 °C, del revés.'],
  leather: LEATHER,
};
