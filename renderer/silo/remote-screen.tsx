import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { AtDoor } from './at-door.tsx';
import type { SiloChrome } from './silo-chrome.ts';

export interface RemoteScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: Extract<SiloState, { readonly kind: 'remote' }>;
  readonly onDone: () => void;
}

/** A door that head office opens from afar: which one, why, and what whoever stands there is to do; or not to do, if it is not for them. */
export function RemoteScreen({ chrome, bank, state, onDone }: RemoteScreenProps) {
  const text = useText();
  const { door, phase, purpose, reason } = state;
  const { number } = door;
  const titles = {
    opening: text('remote.opening'),
    open: text(`remote.open.${purpose}`),
    closed: text('remote.closed'),
    'did-not-open': text('remote.did-not-open', { number }),
  };
  const isOver = phase === 'closed' || phase === 'did-not-open';
  return (
    <AtDoor
      chrome={chrome}
      screen={`remote-${phase}`}
      bank={bank}
      door={door}
      title={titles[phase]}
      plain={isOver}
      action={
        isOver ? (
          <Button kind="primary" size="large" wide onPress={onDone}>
            {text('remote.done')}
          </Button>
        ) : null
      }
    >
      <p className="at-door-note">{text('remote.why', { reason })}</p>
      {phase === 'did-not-open' ? <p className="at-door-body">{text('remote.did-not-open.body')}</p> : null}
      {isOver ? null : <Banner tone="warning">{text('remote.not-you')}</Banner>}
    </AtDoor>
  );
}
