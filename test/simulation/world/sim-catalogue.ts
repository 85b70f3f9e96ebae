import { ok } from '../../../src/kernel/result.ts';
import type { SyncCatalogue } from '../../../src/station/ports/sync.ts';
import { oneShirt } from '../../flows/support/one-shirt.ts';

/** A catalogue of one shirt that never changes: what this simulation is about lies behind doors. */
export const simCatalogue: SyncCatalogue = {
  ...oneShirt,
  cursor: () => 0,
  applyPage: async () => ok({ applied: 0, skipped: [], next: 0, more: false, serverTime: 0 }),
  restart: async () => ok(undefined),
  onChange: () => () => {},
};
