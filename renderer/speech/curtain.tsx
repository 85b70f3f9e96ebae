import { useText } from '../i18n/use-text.ts';
import { usePreferences } from '../ui/preferences.ts';
import './curtain.css';

/**
 * Hides the screen from whoever stands behind a person who listens. It is drawn over everything and is nothing for keys and ears; a touch
 * draws it aside, so that a screen never stays dark for who comes to help.
 */
export function Curtain() {
  const text = useText();
  const { value, change } = usePreferences();
  if (value.speech !== 'on' || value.curtain !== 'closed') return null;
  return (
    <div className="curtain" aria-hidden="true" onPointerUp={() => change({ ...value, curtain: 'open' })}>
      <p>{text('speech.curtain.note')}</p>
    </div>
  );
}
