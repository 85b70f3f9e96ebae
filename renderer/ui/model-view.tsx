import { useEffect, useRef, useState } from 'react';
import type { Model } from '../../src/contract/catalogue.ts';
import { mediaName } from '../../src/contract/media.ts';
import { useText } from '../i18n/use-text.ts';
import './model-view.css';

export interface ModelViewProps {
  readonly model: Model;
  /** What it is, for who cannot see it. */
  readonly alt: string;
  /** Offers to put it into the room that the phone's camera sees; nothing but a phone can. */
  readonly inRoom?: boolean;
}

/** How long the model may take to appear, in milliseconds: a device without 3D sometimes says nothing at all. */
const PATIENCE_MS = 20_000;

/**
 * A product in three dimensions, from this origin's own files, turned by fingers, mouse or keys. The viewer is large and loaded only here.
 * It is the element of `@google/model-viewer`, which also knows the phones' own ways to put a thing into a room (WebXR, Scene Viewer,
 * Quick Look).
 */
export function ModelView({ model, alt, inRoom = false }: ModelViewProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const glb = mediaName(model.glb);
  const usdz = model.usdz === undefined ? null : mediaName(model.usdz);
  useEffect(() => {
    let gone = false;
    const tell = (next: 'shown' | 'failed') => {
      if (!gone) setState(next);
    };
    const patience = setTimeout(() => tell('failed'), PATIENCE_MS);
    const settled = (next: 'shown' | 'failed') => () => {
      clearTimeout(patience);
      tell(next);
    };
    setState('loading');
    void import('@google/model-viewer').then(
      () => {
        if (gone) return;
        const element = viewer({ glb, usdz, alt, inRoom });
        element.addEventListener('load', settled('shown'));
        element.addEventListener('error', settled('failed'));
        box.current?.replaceChildren(element);
      },
      () => settled('failed')(),
    );
    return () => {
      gone = true;
      clearTimeout(patience);
    };
  }, [glb, usdz, alt, inRoom]);
  return (
    <div className="model-view" data-state={state}>
      <div className="model-view-box" ref={box} />
      <p className="model-view-state" role="status">
        {state === 'shown' ? null : text(state === 'loading' ? 'product.model.loading' : 'product.model.failed')}
      </p>
    </div>
  );
}

interface Viewed {
  readonly glb: string;
  readonly usdz: string | null;
  readonly alt: string;
  readonly inRoom: boolean;
}

function viewer({ glb, usdz, alt, inRoom }: Viewed): HTMLElement {
  const element = document.createElement('model-viewer');
  const attributes: Readonly<Record<string, string | null>> = {
    src: `/media/${glb}`,
    'ios-src': usdz === null ? null : `/media/${usdz}`,
    alt,
    'camera-controls': '',
    'interaction-prompt': 'none',
    'shadow-intensity': '1',
    'touch-action': 'none',
    ar: inRoom ? '' : null,
    'ar-modes': inRoom ? 'webxr scene-viewer quick-look' : null,
  };
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  return element;
}
