import type { Garment } from '../../../src/contract/catalogue.ts';
import { bag, boots, hat, other, scarf, shoes, socks } from './accessories.ts';
import { jeans, shorts, skirt, trousers } from './lowers.ts';
import { coat, dress, jacket, swimwear } from './outers.ts';
import type { Shape } from './shape.ts';
import { blouse, jumper, shirt, top, tshirt } from './uppers.ts';

/** The drawing of every garment that the catalogue knows. */
export const shapes: Readonly<Record<Garment, Shape>> = {
  shirt,
  tshirt,
  blouse,
  top,
  jumper,
  jacket,
  coat,
  dress,
  skirt,
  trousers,
  jeans,
  shorts,
  shoes,
  boots,
  bag,
  hat,
  scarf,
  socks,
  swimwear,
  other,
};
