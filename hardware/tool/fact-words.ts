import type { BankFact, UnlockOutcome } from '../contract/lock-board.ts';

/** A fact in short: `lock 0/2 open`, `board 1 silent`, `bus down`, `bus trouble echo`. */
export function factWords(fact: BankFact): string {
  switch (fact.kind) {
    case 'lock':
      return `lock ${fact.address.board}/${fact.address.lock} ${fact.state}`;
    case 'board-health':
      return `board ${fact.board} ${fact.health}`;
    case 'bus-health':
      return `bus ${fact.health}`;
    case 'trouble':
      return `${fact.board === null ? 'bus' : `board ${fact.board}`} trouble ${fact.troubles.join('+') || 'none'}`;
  }
}

/** What became of an unlock, in short: `sent`, `refused (The board would not.)`. */
export function outcomeWords(outcome: UnlockOutcome): string {
  return 'detail' in outcome ? `${outcome.kind} (${outcome.detail})` : outcome.kind;
}
