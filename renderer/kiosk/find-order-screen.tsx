import { useState } from 'react';
import type { OrderProof } from '../../src/contract/station/order-contract.ts';
import { useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo, usePlace } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { contactFrom } from './check-contact.ts';
import { LabelCamera } from './label-scan.tsx';
import './order-screens.css';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { useDraft } from './use-draft.ts';
import type { LabelScan } from './use-label-scan.ts';

type Way = 'email' | 'phone' | 'pin';
const WAYS: readonly Way[] = ['email', 'phone', 'pin'];
const LONGEST: Readonly<Record<Way, number>> = { email: 254, phone: 20, pin: 6 };

/** Looks for an order: its code to the reader, or its number with something that only its customer knows. */
export function FindOrderScreen({ view, session, scan }: SessionScreenProps & { readonly scan: LabelScan }) {
  const text = useText();
  const orders = useOrders();
  const { query } = usePlace();
  const action = useAction<OrderProblem>();
  const form = useOrderForm(session, query.get('number'));
  const [tried, setTried] = useState(false);
  const find = () => {
    setTried(true);
    const { number, proof } = form;
    if (form.isNumber && proof !== null) action.run(() => orders.find({ number, proof }));
  };
  const strayed = query.get('problem');
  // What was typed looks like a number, and its last sign says that it is none.
  const isMistyped = action.problem === 'unreadable';
  const busy = action.busy || session.order?.kind === 'asking';
  return (
    <ScreenFrame
      screen="find-order"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => goTo('/kiosk')}
      action={
        <Button kind="primary" size="large" busy={busy} onPress={find}>
          {text('after.find.do')}
        </Button>
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <h1>{text('after.find.title')}</h1>
          <p>{text('after.find.lead')}</p>
        </header>
        <OrderTrouble kind={isMistyped ? null : (action.problem ?? (busy || tried ? null : strayedProblem(strayed)))} />
        {view.hub.state === 'online' ? null : (
          <Banner tone="warning" icon="cloud-off">
            {text('after.find.offline')}
          </Banner>
        )}
        <div className="order-scan">
          <Icon name="code" />
          <p>{text('after.find.scan')}</p>
          <LabelCamera scan={scan} words="after.find.camera" />
        </div>
        <Fields form={form} tried={tried} isMistyped={isMistyped} onTried={setTried} onSubmit={find} />
      </div>
    </ScreenFrame>
  );
}

interface FieldsProps {
  readonly form: OrderForm;
  readonly tried: boolean;
  readonly isMistyped: boolean;
  readonly onTried: (tried: boolean) => void;
  readonly onSubmit: () => void;
}

/** The number, and something that only the customer knows. */
function Fields({ form, tried, isMistyped, onTried, onSubmit }: FieldsProps) {
  const text = useText();
  return (
    <>
      <TextField
        label={text('after.find.number')}
        hint={text('after.find.number.hint')}
        keys="text"
        limit={40}
        value={form.number}
        onChange={form.setNumber}
        problem={tried && (isMistyped || !form.isNumber) ? text(form.number.trim() === '' ? 'after.find.number.missing' : 'after.find.number.wrong') : null}
      />
      <Choices
        look="chips"
        label={text('after.find.how')}
        value={form.way}
        choices={WAYS.map((value) => ({ value, name: text(`after.find.${value}`) }))}
        onChange={(way) => {
          onTried(false);
          form.setWay(way);
        }}
      />
      <TextField
        key={form.way}
        label={text(`after.find.${form.way}`)}
        hint={text(`after.find.${form.way}.hint`)}
        keys={form.way === 'pin' ? 'digits' : form.way}
        limit={LONGEST[form.way]}
        value={form.typed}
        onChange={form.type}
        onSubmit={onSubmit}
        secret={form.way === 'pin'}
        problem={tried && form.proof === null ? text(`after.find.${form.way}.wrong`) : null}
      />
    </>
  );
}

type OrderForm = ReturnType<typeof useOrderForm>;

/** What was typed. The PIN is never kept, not even over a reload. */
function useOrderForm({ sessionId }: SessionScreenProps['session'], known: string | null) {
  const [number, setNumber] = useDraft(sessionId, 'order-number', known ?? '');
  const [chosen, setWay] = useDraft(sessionId, 'order-way', 'email');
  const [email, setEmail] = useDraft(sessionId, 'order-email', '');
  const [phone, setPhone] = useDraft(sessionId, 'order-phone', '');
  const [pin, setPin] = useState('');
  const [heard, setHeard] = useState(known);
  // A slip that was read later brings its number here as well.
  if (heard !== known) {
    setHeard(known);
    if (known !== null) setNumber(known);
  }
  const way: Way = chosen === 'phone' || chosen === 'pin' ? chosen : 'email';
  const typed = { email, phone, pin }[way];
  const type = { email: setEmail, phone: setPhone, pin: setPin }[way];
  return { number, setNumber, isNumber: isNumber(number), way, setWay, typed, type, proof: proofOf(way, typed) };
}

/** By its look; the station checks the character at its end. */
function isNumber(typed: string): boolean {
  return /^[0-9a-z]{2}-?[0-9oil]{5,8}-?[0-9a-z]$/i.test(typed.trim());
}

function proofOf(way: Way, typed: string): OrderProof | null {
  if (way === 'pin') return /^\d{6}$/.test(typed) ? { kind: 'pin', pin: typed } : null;
  const contact = contactFrom(way, typed);
  return contact === null ? null : { kind: 'contact', contact };
}

function strayedProblem(kind: string | null): OrderProblem | null {
  return kind === 'no-match' || kind === 'wait' || kind === 'unreadable' || kind === 'offline' ? kind : null;
}
