import type { Door } from '../../../contract/station/place-views.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { CompartmentRow, StoreReader } from '../../ports/store.ts';

/** A compartment as people see it: its number and its place in the drawing. */
export function doorOf(row: CompartmentRow): Door {
  const { compartmentId, number, size, column, row: fromTop } = row;
  return { compartmentId, number, size, column, row: fromTop };
}

/** The doors of some compartments, as people see them. */
export function doorsOf(store: Pick<StoreReader, 'compartment'>, places: readonly { readonly compartmentId: CompartmentId }[]): readonly Door[] {
  return places.flatMap(({ compartmentId }) => store.compartment(compartmentId) ?? []).map(doorOf);
}
