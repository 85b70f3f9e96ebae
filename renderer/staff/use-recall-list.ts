import { useCallback } from 'react';
import type { RecallItem } from '../../src/contract/station/load-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { type AskedList, useAskedList } from './use-asked-list.ts';

/** How often the list is asked for again: time runs out, and customers come. */
const EVERY_MS = 15_000;

/** Asks for the list of what is to be taken out, now and while the screen is shown. */
export function useRecallList(): AskedList<RecallItem> {
  const { staff } = useBridge().intents;
  return useAskedList(
    useCallback(() => staff.recallList(), [staff]),
    EVERY_MS,
  );
}
