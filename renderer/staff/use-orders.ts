import { useCallback } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { type AskedList, useAskedList } from './use-asked-list.ts';

/** How often the list is asked for again: other tills take payments meanwhile. */
const EVERY_MS = 10_000;

/** Asks for the paid orders of which staff hand something over, now and while the screen is shown. */
export function useDeskOrders(): AskedList<StaffOrder> {
  const { staff } = useBridge().intents;
  return useAskedList(
    useCallback(() => staff.deskOrders(), [staff]),
    EVERY_MS,
  );
}

/** Asks for the orders that miss something, now and while the screen is shown. */
export function useShortOrders(): AskedList<StaffOrder> {
  const { staff } = useBridge().intents;
  return useAskedList(
    useCallback(() => staff.shortOrders(), [staff]),
    EVERY_MS,
  );
}

/** Asks for the orders that wait to be prepared, now and while the screen is shown. */
export function useOrdersToPrepare(): AskedList<StaffOrder> {
  const { staff } = useBridge().intents;
  return useAskedList(
    useCallback(() => staff.ordersToPrepare(), [staff]),
    EVERY_MS,
  );
}
