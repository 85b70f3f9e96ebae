import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import './notice.css';

/** A break shorter than this is not worth a screen. */
const GRACE_MS = 1_500;

/** Its children while the page has its station; while it has not, a calm screen that goes away by itself. */
export function WithKiosk({ children }: { readonly children: ReactNode }) {
  const { kind } = useConnection();
  const [away, setAway] = useState(false);
  const text = useText();
  useEffect(() => {
    if (kind === 'connected') return undefined;
    const timer = setTimeout(() => setAway(true), GRACE_MS);
    return () => {
      clearTimeout(timer);
      setAway(false);
    };
  }, [kind]);
  if (kind === 'connected' || !away) return children;
  return (
    <main className="notice-page">
      <div className="kiosk-notice" role="status">
        <span className="kiosk-notice-icon">
          <Icon name="refresh" />
        </span>
        <h1>{text('kiosk.waiting.title')}</h1>
        <p>{text('kiosk.waiting.body')}</p>
      </div>
    </main>
  );
}
