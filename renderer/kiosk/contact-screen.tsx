import { useState } from 'react';
import type { Contact } from '../../src/contract/orders.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { goTo } from '../ui/route.ts';
import { TextField } from '../ui/text-field.tsx';
import { ConsentTicks } from './consent-ticks.tsx';
import { contactFrom } from './check-contact.ts';
import { CheckoutFrame } from './checkout-frame.tsx';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { useDraft } from './use-draft.ts';
import { deliveryPlace, goesBy } from './ways.ts';

/** Where messages go: an e-mail address or a telephone number, whichever the person prefers. */
export function ContactScreen({ session }: SessionScreenProps) {
  const text = useText();
  const { intents, view } = useKiosk();
  const action = useAction<KioskProblem>();
  const [tried, setTried] = useState(false);
  const form = useContactForm(session);
  const { contact, kind } = form;
  const reachedBy = session.benefits?.member?.reachedBy ?? null;
  const [other, setOther] = useState(session.contact !== null);
  const asksForOther = reachedBy === null || other;
  // A number to which nothing can be sent is good for finding the order, and the paper is all that there is: that is said before it is typed.
  const isSilent = (asksForOther ? kind : reachedBy) === 'phone' && view?.place.texts !== true;
  const next = () => {
    setTried(true);
    // Whoever the shop can reach as a member need not type anything.
    if (!asksForOther) return goTo('/kiosk/review');
    if (contact !== null)
      action.run(
        () => intents.setContact({ contact }),
        () => goTo('/kiosk/review'),
      );
  };
  const ships = goesBy(session, 'ship');
  return (
    <CheckoutFrame
      session={session}
      step="contact"
      screen="contact"
      title={text(isSilent ? 'kiosk.contact.title.paper' : 'kiosk.contact.title')}
      lead={text(isSilent ? 'kiosk.contact.lead.paper' : leadOf(session))}
      problem={action.problem}
      onBack={() => goTo(ships ? '/kiosk/address' : deliveryPlace(session))}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={next}>
          {text('kiosk.next')}
        </Button>
      }
    >
      {asksForOther ? (
        <ContactFields form={form} tried={tried} onKind={() => setTried(false)} onSubmit={next} />
      ) : (
        <Banner tone="info" action={<Button onPress={() => setOther(true)}>{text('benefit.contact.other')}</Button>}>
          {text(`benefit.contact.member.${reachedBy ?? 'email'}`)}
        </Banner>
      )}
      {isSilent ? <Banner tone="warning">{text(goesBy(session, 'silo') ? 'kiosk.contact.silent.silo' : 'kiosk.contact.silent')}</Banner> : null}
      {asksForOther && kind === 'email' ? <ConsentTicks session={session} /> : null}
    </CheckoutFrame>
  );
}

interface ContactFieldsProps {
  readonly form: ReturnType<typeof useContactForm>;
  /** Did the person want to go on with what stands there? */
  readonly tried: boolean;
  readonly onKind: () => void;
  readonly onSubmit: () => void;
}

function ContactFields({ form, tried, onKind, onSubmit }: ContactFieldsProps) {
  const text = useText();
  const { contact, kind } = form;
  return (
    <>
      <Choices
        look="chips"
        label={text('kiosk.contact.how')}
        hideLabel
        value={kind}
        choices={KINDS.map((value) => ({ value, name: text(`kiosk.contact.${value}`) }))}
        onChange={(chosen) => {
          onKind();
          form.setKind(chosen);
        }}
      />
      <TextField
        key={kind}
        label={text(`kiosk.contact.${kind}`)}
        keys={kind === 'phone' ? 'phone' : 'email'}
        limit={kind === 'phone' ? 20 : 254}
        value={form.typed}
        onChange={form.type}
        onSubmit={onSubmit}
        problem={tried && contact === null ? text(`kiosk.contact.${kind}.wrong`) : null}
        autoFocus
      />
    </>
  );
}

/** What the address is good for: the code of a locker above all, else whatever the order brings. */
function leadOf(session: SessionScreenProps['session']) {
  if (goesBy(session, 'silo')) return 'kiosk.contact.lead' as const;
  if (goesBy(session, 'ship')) return 'kiosk.contact.lead.ship' as const;
  return goesBy(session, 'desk') ? ('kiosk.contact.lead.desk' as const) : ('kiosk.contact.lead.carry-out' as const);
}

type Kind = Contact['kind'];

const KINDS: readonly Kind[] = ['email', 'phone'];

/** What was typed for each way, and the contact that it makes; null while it makes none. */
function useContactForm({ sessionId, contact: known }: SessionScreenProps['session']) {
  const [chosen, setKind] = useDraft(sessionId, 'contact', known?.kind ?? 'email');
  const [email, setEmail] = useDraft(sessionId, 'email', known?.kind === 'email' ? known.email : '');
  const [phone, setPhone] = useDraft(sessionId, 'phone', known?.kind === 'phone' ? known.phone : '');
  const kind: Kind = chosen === 'phone' ? 'phone' : 'email';
  const byPhone = kind === 'phone';
  return { kind, setKind, typed: byPhone ? phone : email, type: byPhone ? setPhone : setEmail, contact: contactFrom(kind, byPhone ? phone : email) };
}
