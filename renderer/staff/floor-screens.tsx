import type { ReactNode } from 'react';
import type { StaffView } from '../../src/contract/station/views.ts';
import { LoadScreens } from './load-screens.tsx';
import { RecallScreens } from './recall-screens.tsx';
import { StopScreen } from './stop-screen.tsx';

/** Where the screens of loading and taking out lead when they are finished. */
export interface FloorWays {
  /** Leads to where parcels are asked for. */
  readonly onLoadDesk: () => void;
  /** Leads away from a finished round of taking out. */
  readonly onRecallDesk: () => void;
}

/**
 * What loading and taking out put before everything else, for staff and couriers alike; null where neither has anything in hand. A door
 * that needs a hand comes first, then why a parcel is not loaded, then what became of the last one.
 */
export function floorScreen(view: StaffView, corner: ReactNode, { onLoadDesk, onRecallDesk }: FloorWays): ReactNode {
  const { load, recall } = view;
  const stop = view.round?.stop ?? null;
  const needsHand = load !== null && (load.state.kind === 'opening' || load.state.kind === 'open' || load.state.kind === 'ask');
  if (recall !== null && !needsHand) {
    return <RecallScreens view={view} round={recall} corner={corner} onDone={recall.task === 'undo' ? onLoadDesk : onRecallDesk} />;
  }
  if (stop !== null && !needsHand) return <StopScreen stop={stop} corner={corner} onDesk={onLoadDesk} isStaff={view.member !== null} />;
  return load === null ? null : <LoadScreens view={view} load={load} corner={corner} onDesk={onLoadDesk} />;
}
