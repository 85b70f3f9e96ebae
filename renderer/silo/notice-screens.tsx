import { useText } from '../i18n/use-text.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Notice, Returning, useSecondsLeft } from './notice.tsx';
import { SideBySide } from './side-by-side.tsx';
import { Say } from './say.tsx';
import type { SiloChrome } from './silo-chrome.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;
type Reason = StateOf<'refused'>['reason'];

/** The code was read and is being judged. */
export function CheckingScreen({ chrome }: { readonly chrome: SiloChrome }) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="checking" width="fill">
      <Notice icon="code" tone="calm" title={text('silo.checking.title')} body={text('silo.checking.body')} />
    </ScreenFrame>
  );
}

const reasonIcon: Readonly<Record<Reason, IconName>> = {
  unreadable: 'code',
  'product-code': 'bag',
  'not-valid': 'warning',
  'other-silo': 'shop',
  'in-use': 'door',
};

export interface RefusedScreenProps {
  readonly chrome: SiloChrome;
  readonly state: StateOf<'refused'>;
  readonly onAgain: () => void;
  readonly onPin: () => void;
}

/** The code opens nothing here: why, as far as a stranger may know, and what to do next. */
export function RefusedScreen({ chrome, state, onAgain, onPin }: RefusedScreenProps) {
  const text = useText();
  const { reason, until, shop } = state;
  const title =
    reason === 'other-silo' && shop !== undefined
      ? text('collect.refused.shop.title', { shop: shop.replaceAll(' · ', '\u00a0· ') })
      : text(`silo.refused.${reason}.title`);
  return (
    <ScreenFrame
      {...chrome}
      screen="refused"
      width="fill"
      action={
        <SideBySide>
          <Button size="large" wide onPress={onPin}>
            {text('silo.refused.pin')}
          </Button>
          <Button kind="primary" size="large" wide onPress={onAgain}>
            {text('silo.refused.again')}
          </Button>
        </SideBySide>
      }
    >
      <Notice icon={reasonIcon[reason]} tone="attention" title={title} body={text(`silo.refused.${reason}.body`)}>
        <Returning until={until} />
      </Notice>
    </ScreenFrame>
  );
}

/** Too many wrong tries: how long to wait. */
export function WaitScreen({ chrome, state }: { readonly chrome: SiloChrome; readonly state: StateOf<'wait'> }) {
  const text = useText();
  const seconds = useSecondsLeft(state.until);
  return (
    <ScreenFrame {...chrome} screen="wait" width="fill">
      <Notice icon="warning" tone="attention" title={text('silo.wait.title')} body={text('silo.wait.body')}>
        <p className="notice-wait" aria-live="off">
          <span className="notice-count">{seconds}</span> {text('silo.wait.left', { seconds })}
        </p>
      </Notice>
    </ScreenFrame>
  );
}

/** The PIN was wrong too often: what opens all the same, and who helps. */
export function LockedScreen({ chrome, state, onDone }: { readonly chrome: SiloChrome; readonly state: StateOf<'locked'>; readonly onDone: () => void }) {
  const text = useText();
  return (
    <ScreenFrame
      {...chrome}
      screen="locked"
      width="fill"
      action={
        <Button kind="primary" size="large" wide onPress={onDone}>
          {text('collect.locked.done')}
        </Button>
      }
    >
      <Notice icon="warning" tone="attention" title={text('collect.locked.title')} body={text(state.codeWorks ? 'collect.locked.works' : 'collect.locked.ask')}>
        <Returning until={state.until} />
      </Notice>
    </ScreenFrame>
  );
}

/** The silo cannot open doors now: that nothing is lost, and that it heals by itself. */
export function UnavailableScreen({ chrome, state }: { readonly chrome: SiloChrome; readonly state: StateOf<'unavailable'> }) {
  const text = useText();
  const starting = state.reason === 'starting';
  return (
    <ScreenFrame {...chrome} screen="unavailable" width="fill">
      <Notice
        icon={starting ? 'locker' : 'warning'}
        tone={starting ? 'calm' : 'attention'}
        title={text(`silo.unavailable.${state.reason}.title`)}
        body={text(starting ? 'silo.unavailable.starting.body' : 'silo.unavailable.body')}
        aside={starting ? null : text('silo.unavailable.heals')}
      />
    </ScreenFrame>
  );
}

/** Nothing is known yet: the first view is on its way. */
export function WaitingScreen({ chrome }: { readonly chrome: SiloChrome }) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="waiting" width="fill">
      <Say>{text('ui.waiting')}</Say>
    </ScreenFrame>
  );
}
