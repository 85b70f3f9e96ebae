import type { FamilyName } from '../wire/family-name.ts';
import type { BoardFamily } from './board-family.ts';
import { cu48Family } from './cu48/cu48-family.ts';

/** The part of a bus's configuration that decides how its boards are spoken to. */
export interface FamilyChoice {
  readonly family: FamilyName;
}

/** The family of a bus. The compiler asks for a new arm here when the configuration knows a new name. */
export function familyOf({ family }: FamilyChoice): BoardFamily {
  switch (family) {
    case 'cu48':
      return cu48Family;
  }
}
