import { createContext, useContext } from 'react';

/** Can the person switch the time limit of their session off here? */
export const LimitContext = createContext(false);

/** Whether the choice is offered. */
export function useHasLimit(): boolean {
  return useContext(LimitContext);
}
