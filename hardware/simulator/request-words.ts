import type { BoardRequest } from './board-side.ts';

/** A command in a few words, for a log that people read. Boards by their address, locks from 0 as everywhere here. */
export function meaningOf(request: BoardRequest): string {
  const board = request.board === 'every' ? 'every board' : `board ${request.board}`;
  switch (request.kind) {
    case 'status':
      return request.lock === 'every' ? `status of ${board}` : `status of ${board}, lock ${request.lock}`;
    case 'unlock':
      return `${verbOf(request.forMs)} ${request.locks === 'every' ? 'every lock' : wordsFor(request.locks)} of ${board}`;
    case 'flash':
      return `flash lock ${request.lock} of ${board}`;
    case 'other':
      return `something else for ${board}`;
  }
}

function verbOf(forMs: number | null): string {
  if (forMs === null) return 'unlock';
  if (forMs === 0) return 'switch off';
  return Number.isFinite(forMs) ? `unlock for ${forMs} ms` : 'hold open';
}

function wordsFor(locks: readonly number[]): string {
  return `lock${locks.length === 1 ? '' : 's'} ${locks.join(', ')}`;
}
