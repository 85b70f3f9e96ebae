import type { ReactNode } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { ParcelCount } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './door-screens.css';
import type { SiloChrome } from './silo-chrome.ts';

export interface AtDoorProps {
  readonly chrome: SiloChrome;
  /** The screen's name. */
  readonly screen: string;
  readonly bank: readonly Door[];
  readonly door: Door;
  /** Doors that are meant as well, lit with it. */
  readonly others?: readonly Door[];
  readonly title: string;
  /** Which of several parcels this is; nothing is said of a single one. */
  readonly parcels?: ParcelCount;
  /** Leaves out the huge number, where the title names the door. */
  readonly plain?: boolean;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** One door: what to do on one side, the huge number, and the drawing of the bank with that door lit on the other. */
export function AtDoor({ chrome, screen, bank, door, others = [], title, parcels, plain = false, action, children }: AtDoorProps) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen={screen} width="fill" action={action}>
      <div className="at-door">
        <div className="at-door-words">
          {parcels === undefined || parcels.of === 1 ? null : <p className="at-door-count">{text('collect.count', { ...parcels })}</p>}
          <h1>{title}</h1>
          {plain ? null : <DoorNumber bank={bank} door={door} />}
          {children}
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={door} others={others} />
        </div>
      </div>
    </ScreenFrame>
  );
}
