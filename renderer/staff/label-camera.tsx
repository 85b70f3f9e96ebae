import { useContext, useLayoutEffect, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { createScanGate } from '../reading/scan-gate.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import { KeptFor } from './kept.ts';
import './label-camera.css';
import { MAX_LABEL } from './use-labels.ts';

export interface LabelCameraProps {
  /** Answers whether the station heard the label; if not, it is offered again while it is in sight. */
  readonly onLabel: (label: string) => Promise<boolean>;
  /** Where the camera is only worth its room for whoever uses it already, it is not offered to others. */
  readonly offered?: boolean;
}

/** A label that was just read is not read again by the next screen, which shows what came of it. */
const gate = createScanGate(() => performance.now());
/** Whoever reads with the camera goes on reading with it: it is there again after each door, without a press. Null: nobody does. */
let wantedBy: string | null = null;
/** Couriers have no id on the screens; there is one at a time. */
export const COURIER = 'courier';

/** Switches the camera off with the person who is at work: whoever comes next, or comes back, asks for it. */
export function useCameraEnds(whose: string | null): void {
  useLayoutEffect(
    () => () => {
      if (wantedBy === whose) wantedBy = null;
    },
    [whose],
  );
}

/**
 * The tablet's camera as a reader of labels, for who has no scanner. Small, and off until it is asked for. The screens leave it out while
 * a door moves or stands open: what lies around would be read, and hands are needed elsewhere.
 */
export function LabelCamera({ onLabel, offered = true }: LabelCameraProps) {
  const text = useText();
  const whose = useContext(KeptFor) ?? COURIER;
  const [on, setOn] = useState(wantedBy === whose);
  const turn = (wanted: boolean) => {
    wantedBy = wanted ? whose : null;
    setOn(wanted);
  };
  if (!on) return offered ? <Button onPress={() => turn(true)}>{text('staff.camera.on')}</Button> : null;
  const read = async (code: string) => {
    if (!gate.offer(code)) return true;
    const heard = await onLabel(code.slice(0, MAX_LABEL));
    if (!heard) gate.notTaken(code);
    return heard;
  };
  return (
    <div className="label-camera">
      <div className="label-camera-picture">
        <Viewfinder onCode={read} remedy={text('staff.camera.remedy')} />
      </div>
      <Button onPress={() => turn(false)}>{text('staff.camera.off')}</Button>
    </div>
  );
}
