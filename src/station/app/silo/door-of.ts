import type { Door } from '../../../contract/station/place-views.ts';
import type { CompartmentRow } from '../../ports/store.ts';

/** A compartment as people see it: its number and its place in the drawing. */
export function doorOf(row: CompartmentRow): Door {
  const { compartmentId, number, size, column, row: fromTop } = row;
  return { compartmentId, number, size, column, row: fromTop };
}
