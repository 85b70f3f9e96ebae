import type { Picture } from '../../../src/contract/catalogue.ts';
import type { Part, Shape } from './shape.ts';

/** Degrees by which the cloth of a part lies turned: its own grain, and stripes that run across the body. */
export function turnOf(shape: Shape, picture: Picture, part: Part): number {
  const across = shape.stripes === 'across' && picture.pattern === 'stripes' ? 90 : 0;
  return across + (part.grain === undefined || part.grain === false ? 0 : part.grain);
}
