import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { AtDoor } from './at-door.tsx';
import type { SiloChrome } from './silo-chrome.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

interface AttentionProps<K extends SiloState['kind']> {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<K>;
  readonly onDone: () => void;
}

/** A door stands open that nobody is being served at: which one, and the wish to close it. Whoever comes for something else goes on. */
export function CloseDoorScreen({ chrome, bank, state, onDone }: AttentionProps<'close-door'>) {
  const text = useText();
  const { number } = state.door;
  return (
    <AtDoor
      chrome={chrome}
      screen="close-door"
      bank={bank}
      door={state.door}
      title={text('collect.close.title', { number })}
      action={
        <Button size="large" wide onPress={onDone}>
          {text('collect.close.mine')}
        </Button>
      }
    >
      <p className="at-door-note">{text(`collect.close.${state.why}`)}</p>
      {state.called ? <Banner tone="info">{text('collect.close.called')}</Banner> : null}
    </AtDoor>
  );
}

/** Nobody saw how an opening ended: what to do in either case, and that the code is still valid. */
export function UnsureScreen({ chrome, bank, state, onDone }: AttentionProps<'unsure'>) {
  const text = useText();
  const { number } = state.door;
  return (
    <AtDoor
      chrome={chrome}
      screen="unsure"
      bank={bank}
      door={state.door}
      title={text(`collect.unsure.${state.why}.title`, { number })}
      plain
      action={
        <Button kind="primary" size="large" wide onPress={onDone}>
          {text('collect.unsure.scan')}
        </Button>
      }
    >
      <p className="at-door-body">{text('collect.unsure.body', { number })}</p>
      <p className="at-door-safe">{text('silo.stuck.safe')}</p>
    </AtDoor>
  );
}
