import type { KioskSession, KioskView } from '../../src/contract/station/views.ts';

/** What every screen of a session is given. */
export interface SessionScreenProps {
  readonly view: KioskView;
  readonly session: KioskSession;
}
