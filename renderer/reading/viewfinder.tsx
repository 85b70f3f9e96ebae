import { useEffect, useState } from 'react';
import type { TextKey } from '../i18n/text-key.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Camera, CameraProblem } from './camera.ts';
import type { HeldGate } from './held-gate.ts';
import { useCamera } from './use-camera.ts';
import './viewfinder.css';

const problemTitle = {
  none: 'silo.camera.none.title',
  denied: 'silo.camera.denied.title',
  busy: 'silo.camera.busy.title',
  failed: 'silo.camera.failed.title',
} as const satisfies Readonly<Record<CameraProblem['kind'], TextKey>>;

const problemBody = {
  none: 'silo.camera.none',
  denied: 'silo.camera.denied',
  busy: 'silo.camera.busy',
  failed: 'silo.camera.failed',
} as const satisfies Readonly<Record<CameraProblem['kind'], TextKey>>;

export interface ViewfinderProps {
  /** False: nobody could take it, and it comes again while it is in sight. */
  readonly onCode: (text: string) => boolean | Promise<boolean>;
  /** Hears whether there is a picture, so that a screen can point to its other way in. */
  readonly onWorking?: (working: boolean) => void;
  /** What to do where there is no picture, for people to whom the words for customers say nothing. */
  readonly remedy?: string;
  /** Knows the codes that stay in sight while the answer to one takes the picture away; it is there for as long as the page. */
  readonly held?: HeldGate;
}

/** The camera's live picture in a square with aiming corners. Where there is no picture it says why and what to do. */
export function Viewfinder({ onCode, onWorking, remedy, held }: ViewfinderProps) {
  const text = useText();
  const { state, id, container } = useCamera(onCode, held ?? null);
  const broken = state.kind === 'problem';
  useEffect(() => onWorking?.(!broken), [broken, onWorking]);
  return (
    <div className="viewfinder" data-state={state.kind}>
      <div
        className="viewfinder-picture"
        data-mirrored={state.kind === 'live' && state.camera.mirrored}
        id={id}
        ref={container}
        role="img"
        aria-label={text('silo.camera')}
      />
      {state.kind === 'problem' ? <Problem problem={state.problem} remedy={remedy} /> : null}
      {state.kind === 'starting' ? <p className="viewfinder-note">{text('silo.camera.starting')}</p> : null}
      {state.kind === 'live' ? <Aim camera={state.camera} /> : null}
    </div>
  );
}

function Problem({ problem, remedy }: { readonly problem: CameraProblem; readonly remedy: string | undefined }) {
  const text = useText();
  return (
    <div className="viewfinder-problem" role="status">
      <Icon name="code" />
      <p className="viewfinder-problem-title">{text(problemTitle[problem.kind])}</p>
      <p>{remedy ?? text(problemBody[problem.kind])}</p>
    </div>
  );
}

function Aim({ camera }: { readonly camera: Camera }) {
  const text = useText();
  const [lit, setLit] = useState(false);
  const { torch } = camera;
  return (
    <>
      <svg className="viewfinder-corners" viewBox="0 0 100 100" aria-hidden="true">
        <path d="M6 24V12a6 6 0 0 1 6-6h12M76 6h12a6 6 0 0 1 6 6v12M94 76v12a6 6 0 0 1-6 6H76M24 94H12a6 6 0 0 1-6-6V76" />
      </svg>
      {torch === null ? null : (
        <div className="viewfinder-torch">
          <Button
            onPress={() => {
              setLit(!lit);
              // A lamp that refuses changes nothing about reading.
              torch(!lit).catch(() => setLit(false));
            }}
          >
            {text(lit ? 'silo.camera.torch.off' : 'silo.camera.torch.on')}
          </Button>
        </div>
      )}
    </>
  );
}
