import { useState } from 'react';
import type { PhoneCollect, PhoneDelegate } from '../../src/contract/hub/phone.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatMoment } from './format-day.ts';
import './other-person-step.css';
import { useAsked } from './simple-steps.tsx';
import { StepPage, type Trouble } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface OtherPersonStepProps {
  readonly collect: PhoneCollect;
  readonly ask: Ask;
  readonly onBack: () => void;
}

/** From so many on the page says that taking back and making anew comes to an end. */
const FEW_LEFT = 3;

/** Second codes: made for somebody else, sent on, and taken back. */
export function OtherPersonStep({ collect, ask, onBack }: OtherPersonStepProps) {
  const text = useText();
  const { delegates, delegatesLeft, delegatesEver } = collect;
  const made = useAsked(
    () => ask('delegates', { made: delegates.length }),
    () => {},
  );
  const [trouble, setTrouble] = useState<Trouble>(null);
  const first = delegates.length === 0;
  const words = text(first ? 'phone.other-person.do' : 'phone.other-person.again');
  const action = delegatesLeft > 0 ? { action: { words, run: made.run, kind: first ? ('primary' as const) : ('secondary' as const) } } : {};
  return (
    <StepPage title={text('phone.other-person.title')} onBack={onBack} trouble={trouble ?? made.trouble} {...action}>
      <p>{text('phone.other-person.body')}</p>
      {delegates.length === 0 ? null : (
        <ul className="delegates">
          {delegates.map((delegate) => (
            <Delegate key={delegate.number} delegate={delegate} onRevoke={async () => setTrouble(await ask(`delegates/${delegate.number}/revoke`, {}))} />
          ))}
        </ul>
      )}
      <p className="delegates-left">
        {delegatesLeft === 0 && delegatesEver > 0 ? text('phone.other-person.full') : text('phone.other-person.left', { left: delegatesLeft })}
      </p>
      {delegatesEver === 0 || delegatesEver > FEW_LEFT ? null : <p className="delegates-left">{text('phone.other-person.ever', { left: delegatesEver })}</p>}
    </StepPage>
  );
}

function Delegate({ delegate, onRevoke }: { readonly delegate: PhoneDelegate; readonly onRevoke: () => Promise<void> }) {
  const text = useText();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const { number, state } = delegate;
  return (
    <li className="delegate" data-state={state}>
      <p className="delegate-name">{text('phone.delegate.name', { number })}</p>
      <p className="delegate-note">{text('phone.delegate.made', { date: formatMoment(locale, delegate.madeAt) })}</p>
      <p className="delegate-state">{text(state === 'revoked' && !delegate.known ? 'phone.delegate.revoked.onItsWay' : `phone.delegate.${state}`)}</p>
      {state === 'revoked' ? null : asking ? (
        <div className="delegate-buttons">
          <p>{text('phone.delegate.sure')}</p>
          <Button kind="danger" wide onPress={() => void onRevoke()}>
            {text('phone.delegate.revoke.yes')}
          </Button>
          <Button wide onPress={() => setAsking(false)}>
            {text('phone.delegate.revoke.no')}
          </Button>
        </div>
      ) : (
        <div className="delegate-buttons">
          <Share path={delegate.path} />
          <Button wide icon={<Icon name="trash" />} onPress={() => setAsking(true)}>
            {text('phone.delegate.revoke')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Sends the link on with what the phone has for that; a phone that has nothing shows the link to be copied by hand. */
function Share({ path }: { readonly path: string }) {
  const text = useText();
  const [how, setHow] = useState<'not-yet' | 'copied' | 'by-hand'>('not-yet');
  const url = new URL(path, window.location.href).href;
  const share = async () => {
    try {
      if (typeof navigator.share === 'function') return await navigator.share({ text: text('phone.delegate.message'), url });
      await navigator.clipboard.writeText(url);
      setHow('copied');
    } catch (failure) {
      // Whoever closes the phone's own list has changed their mind.
      if (!(failure instanceof DOMException && failure.name === 'AbortError')) setHow('by-hand');
    }
  };
  return (
    <>
      <Button kind="primary" wide icon={<Icon name="forward" />} onPress={() => void share()}>
        {text('phone.delegate.share')}
      </Button>
      <p role="status">{how === 'copied' ? text('phone.delegate.copied') : how === 'by-hand' ? <span className="delegate-link">{url}</span> : null}</p>
    </>
  );
}
