import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Notice } from './notice.tsx';
import './station-lost.css';

/** A break shorter than this is not worth a screen. */
const GRACE_MS = 1_500;

/**
 * Shows its children while the page has its station, and a calm full screen while it has not. It heals by itself: when the
 * station answers again, the screen is where the station is.
 */
export function WithStation({ children }: { readonly children: ReactNode }) {
  const lost = useLost();
  const text = useText();
  if (!lost) return children;
  return (
    <main className="lost">
      <Notice icon="refresh" tone="calm" title={text('silo.lost.title')} body={text('silo.lost.body')} aside={text('silo.lost.door')} />
    </main>
  );
}

function useLost(): boolean {
  const { kind } = useConnection();
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (kind === 'connected') return undefined;
    const timer = setTimeout(() => setOver(true), GRACE_MS);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [kind]);
  return kind !== 'connected' && over;
}
