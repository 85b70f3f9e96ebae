import { useState } from 'react';
import { contact as contactSchema } from '../../src/contract/orders.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { goTo } from '../ui/route.ts';
import { TextField } from '../ui/text-field.tsx';
import { CheckoutFrame } from './checkout-frame.tsx';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screens.tsx';
import { useDraft } from './use-draft.ts';

/** Where messages go: an e-mail address or a telephone number, whichever the person prefers. */
export function ContactScreen({ session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [tried, setTried] = useState(false);
  const known = session.contact;
  const [kind, setKind] = useDraft(session.sessionId, 'contact', known?.kind ?? 'email');
  const [email, setEmail] = useDraft(session.sessionId, 'email', known?.kind === 'email' ? known.email : '');
  const [phone, setPhone] = useDraft(session.sessionId, 'phone', known?.kind === 'phone' ? known.phone : '');
  const byPhone = kind === 'phone';
  const parsed = contactSchema.safeParse(byPhone ? { kind: 'phone', phone: phone.trim() } : { kind: 'email', email: email.trim() });
  const wrong = byPhone ? !parsed.success || phone.replaceAll(' ', '').length < 9 : !parsed.success;
  const next = () => {
    setTried(true);
    if (parsed.success && !wrong)
      action.run(
        () => intents.setContact({ contact: parsed.data }),
        () => goTo('/kiosk/review'),
      );
  };
  const problem = tried && wrong ? text(byPhone ? 'kiosk.contact.phone.wrong' : 'kiosk.contact.email.wrong') : null;
  return (
    <CheckoutFrame
      session={session}
      step="contact"
      screen="contact"
      title={text('kiosk.contact.title')}
      lead={text(session.fulfilment?.kind === 'ship' ? 'kiosk.contact.lead.ship' : 'kiosk.contact.lead')}
      problem={action.problem}
      onBack={() => goTo(session.fulfilment?.kind === 'ship' ? '/kiosk/address' : '/kiosk/delivery')}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={next}>
          {text('kiosk.next')}
        </Button>
      }
    >
      <Choices
        look="chips"
        label={text('kiosk.contact.how')}
        hideLabel
        value={byPhone ? 'phone' : 'email'}
        choices={[
          { value: 'email', name: text('kiosk.contact.email') },
          { value: 'phone', name: text('kiosk.contact.phone') },
        ]}
        onChange={(chosen) => {
          setTried(false);
          setKind(chosen);
        }}
      />
      {byPhone ? (
        <TextField
          key="phone"
          label={text('kiosk.contact.phone')}
          keys="digits"
          limit={20}
          value={phone}
          onChange={setPhone}
          onSubmit={next}
          problem={problem}
          autoFocus
        />
      ) : (
        <TextField
          key="email"
          label={text('kiosk.contact.email')}
          keys="email"
          limit={254}
          value={email}
          onChange={setEmail}
          onSubmit={next}
          problem={problem}
          autoFocus
        />
      )}
    </CheckoutFrame>
  );
}
