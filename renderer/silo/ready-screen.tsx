import { useState } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { cameraGates } from './camera-gates.ts';
import { HoldDrawing } from './hold-drawing.tsx';
import { PasteBox } from './paste-box.tsx';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';
import './ready-screen.css';

export interface ReadyScreenProps {
  readonly chrome: SiloChrome;
  /** Says whether the code was taken: not while another is on its way, or too soon after it. */
  readonly onScan: (code: string, source: 'camera' | 'typed') => Promise<boolean>;
  readonly onPin: () => void;
  /** The person brings something back. */
  readonly onReturn: () => void;
  /** Shows a box to paste codes into beside the camera: a demonstration's station. */
  readonly demo: boolean;
  /** A door that stands open and that somebody was asked to close. */
  readonly openDoor: Door | null;
  /** Nothing new is taken in now. */
  readonly collectOnly: boolean;
}

/** Waiting for a code: what to show, how to hold it, the live picture, and the other way in. */
export function ReadyScreen({ chrome, onScan, onPin, onReturn, demo, openDoor, collectOnly }: ReadyScreenProps) {
  const text = useText();
  const [camera, setCamera] = useState(true);
  return (
    <ScreenFrame
      {...chrome}
      screen="ready"
      width="fill"
      action={
        <SideBySide>
          <Button kind={camera ? 'secondary' : 'primary'} size="large" wide onPress={onPin}>
            {text('silo.ready.pin')}
          </Button>
          <Button size="large" wide icon={<Icon name="refresh" />} onPress={onReturn}>
            {text('return.begin')}
          </Button>
        </SideBySide>
      }
    >
      <div className="ready" data-demo={demo}>
        <div className="ready-words">
          <h1>{text('silo.ready.title')}</h1>
          {openDoor === null && !collectOnly ? <p>{text('silo.ready.body')}</p> : null}
          {openDoor === null ? null : <Banner tone="warning">{text('collect.ready.open-door', { number: openDoor.number })}</Banner>}
          {collectOnly ? (
            <Banner tone="info" icon="shop">
              {text('collect.ready.collect-only')}
            </Banner>
          ) : null}
          {collectOnly ? null : (
            <div className="ready-drawing">
              <HoldDrawing />
            </div>
          )}
          {demo ? <PasteBox onCode={(code) => void onScan(code, 'typed')} /> : null}
        </div>
        <div className="ready-camera">
          <Viewfinder held={cameraGates.collect} onCode={(code) => onScan(code, 'camera')} onWorking={setCamera} />
        </div>
      </div>
    </ScreenFrame>
  );
}
