import type { Migration } from '../migrate.ts';
import { first } from './0010-first.ts';

/** Every migration, in order. */
export const migrations: readonly Migration[] = [first];
