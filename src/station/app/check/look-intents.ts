import type { StaffView } from '../../../contract/station/views.ts';
import type { StationIntents } from '../../ports/intents.ts';
import type { LookRound } from './look-round.ts';

/** The intents of the round of looks. */
export function lookRoundIntents(look: LookRound): Pick<StationIntents['staff'], 'beginRound' | 'openNextInRound' | 'skipInRound' | 'endRound'> {
  return {
    beginRound: async () => look.beginRound(),
    openNextInRound: async (input) => look.openNextInRound(input),
    skipInRound: async (input) => look.skipInRound(input),
    endRound: async () => look.endRound(),
  };
}

/** What the staff screen shows of it; nothing where nobody is signed in. */
export function lookOf(look: LookRound): Pick<StaffView, 'look'> {
  const view = look.view();
  return view === null ? {} : { look: view };
}
