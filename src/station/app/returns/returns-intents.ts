import type { StationIntents } from '../../ports/intents.ts';
import type { Returns } from './returns.ts';

/** Returns as pages ask for them. */
export function returnsIntents(returns: Returns): StationIntents['returns'] {
  return {
    begin: async () => returns.begin(),
    enterPin: (input) => returns.enterPin(input),
    chooseOrder: async (input) => returns.chooseOrder(input),
    setQuantity: async (input) => returns.setQuantity(input),
    setReason: async (input) => returns.setReason(input),
    setPieces: async (input) => returns.setPieces(input),
    next: async () => returns.next(),
    back: async () => returns.back(),
    setSize: async (input) => returns.setSize(input),
    setEmail: async (input) => returns.setEmail(input),
    open: async (input) => returns.open(input),
    retry: async () => returns.retry(),
    change: async () => returns.change(),
    answer: async (input) => returns.answer(input),
    print: () => returns.print(),
    extend: async () => returns.extend(),
    end: async () => returns.end(),
  };
}
