import type { BoardSwap } from '../../../contract/station/service-views.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { CompartmentRow, StoreReader } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { doorOf } from '../silo/door-of.ts';

/** A board of the bank. */
export interface BoardName {
  readonly bus: string;
  readonly board: number;
}

/** The compartments behind one board. */
export function compartmentsOf(read: Pick<StoreReader, 'compartments'>, { bus, board }: BoardName): readonly CompartmentRow[] {
  return read.compartments().filter((row) => row.bus === bus && row.board === board && isInUse(row));
}

/** The boards that are being changed, with what hangs there now says, and the doors that nobody has brought back yet. */
export function boardSwaps(read: Pick<StoreReader, 'compartments'>, doors: Doors): readonly BoardSwap[] {
  const waiting = read.compartments().filter((row) => isInUse(row) && (row.reason === 'board-swap' || row.reason === 'board-new'));
  const names = new Map(waiting.map(({ bus, board }) => [`${bus}/${board}`, { bus, board }]));
  return [...names.values()].slice(0, 16).map((name) => {
    const sensors = compartmentsOf(read, name).map((row) => doors.sensor(row.compartmentId));
    const count = (state: string) => sensors.filter((sensor) => sensor === state).length;
    return {
      ...name,
      isNew: waiting.filter((row) => row.bus === name.bus && row.board === name.board).every((row) => row.reason === 'board-new'),
      answers: answers(doors, name),
      closed: count('closed'),
      open: count('open'),
      silent: count('unknown'),
      plausible: count('closed') > count('open'),
      doors: waiting.filter((row) => row.bus === name.bus && row.board === name.board).map(doorOf),
    };
  });
}

/** May this board be recorded as the new one? Every sensor must speak, and most doors must be closed, as they are by now. */
export function judgeNewBoard(
  read: Pick<StoreReader, 'compartments'>,
  doors: Doors,
  name: BoardName,
): Result<readonly CompartmentRow[], { readonly kind: 'not-now' | 'no-answer' | 'not-plausible' }> {
  const rows = compartmentsOf(read, name).filter((row) => row.reason === 'board-swap');
  if (rows.length === 0) return err({ kind: 'not-now' });
  const swap = boardSwaps(read, doors).find(({ bus, board }) => bus === name.bus && board === name.board);
  if (swap === undefined || !swap.answers || swap.silent > 0) return err({ kind: 'no-answer' });
  return swap.plausible ? ok(rows) : err({ kind: 'not-plausible' });
}

function answers({ buses }: Doors, name: BoardName): boolean {
  const bus = buses.find((candidate) => candidate.name === name.bus);
  return bus?.health === 'ok' && bus.boards.some(({ board, health }) => board === name.board && health === 'ok');
}
