import { useState } from 'react';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { goTo } from '../ui/route.ts';
import { TextField } from '../ui/text-field.tsx';
import { type AddressField, addressProblems, FIELDS, postcodeKeys } from './check-address.ts';
import { CheckoutFrame } from './checkout-frame.tsx';
import { countriesOf, countryName, firstCountry } from './country-name.ts';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { useDraft } from './use-draft.ts';
import { deliveryPlace } from './ways.ts';

/** Where what is shipped goes. Problems are shown once the person wants to go on, and go away as they are mended. */
export function AddressScreen(props: SessionScreenProps) {
  const { session } = props;
  const [typing, setTyping] = useState(false);
  return session.shipToKnown === true && !typing ? <KnownAddress session={session} onOther={() => setTyping(true)} /> : <TypedAddress {...props} />;
}

/** It goes to the address that the hub knows, of which only as much is shown as its owner needs to know it again. */
function KnownAddress({ session, onOther }: Pick<SessionScreenProps, 'session'> & { readonly onOther: () => void }) {
  const text = useText();
  return (
    <CheckoutFrame
      session={session}
      step="delivery"
      screen="address"
      title={text('kiosk.address.title')}
      problem={null}
      onBack={() => goTo(deliveryPlace(session))}
      action={
        <Button kind="primary" size="large" onPress={() => goTo('/kiosk/contact')}>
          {text('kiosk.next')}
        </Button>
      }
    >
      <Banner tone="info">{text('kiosk.address.known.to', { street: session.shipTo?.street ?? '', city: session.shipTo?.city ?? '' })}</Banner>
      <Button onPress={onOther}>{text('kiosk.address.known.other')}</Button>
    </CheckoutFrame>
  );
}

/** A member whose address the hub knows need not type it; with the hub away that is said before anybody waits for it. */
function OfferKnown({ view, session, onUse, busy }: SessionScreenProps & { readonly onUse: () => void; readonly busy: boolean }) {
  const text = useText();
  if (session.benefits?.member?.hasAddress !== true || session.shipToKnown === true) return null;
  if (view.hub.state === 'offline') return <Banner tone="info">{text('kiosk.address.known.away')}</Banner>;
  return (
    <Banner
      tone="info"
      action={
        <Button busy={busy} onPress={onUse}>
          {text('kiosk.address.known.use')}
        </Button>
      }
    >
      {text('kiosk.address.known.lead')}
    </Banner>
  );
}

function TypedAddress(props: SessionScreenProps) {
  const { session } = props;
  const text = useText();
  const locale = useLocale();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [tried, setTried] = useState(false);
  const { values, change } = useAddress(session);
  const countries = countriesOf(session);
  const [country, setCountry] = useCountry(session);
  const problems = addressProblems(values, country);
  const next = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    const trimmed = { name: values.name.trim(), street: values.street.trim(), postcode: values.postcode.trim(), city: values.city.trim() };
    action.run(
      () => intents.setShipTo({ address: { ...trimmed, country } }),
      () => goTo('/kiosk/contact'),
    );
  };
  return (
    <CheckoutFrame
      session={session}
      step="delivery"
      screen="address"
      title={text('kiosk.address.title')}
      {...(countries.length > 1 ? {} : { lead: text('kiosk.address.country', { country: countryName(locale, country) }) })}
      problem={action.problem}
      onBack={() => goTo(deliveryPlace(session))}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={next}>
          {text('kiosk.next')}
        </Button>
      }
    >
      <OfferKnown
        {...props}
        busy={action.busy}
        onUse={() =>
          action.run(
            () => intents.takeKnownAddress(),
            () => goTo('/kiosk/contact'),
          )
        }
      />
      {countries.length > 1 ? (
        <Choices
          look="chips"
          label={text('kiosk.address.where')}
          choices={countries.map((code) => ({ value: code, name: countryName(locale, code) }))}
          value={country}
          onChange={setCountry}
        />
      ) : null}
      <AddressFields values={values} country={country} problems={tried ? problems : {}} onChange={change} onSubmit={next} />
    </CheckoutFrame>
  );
}

interface AddressFieldsProps {
  readonly values: Readonly<Record<AddressField, string>>;
  readonly country: string;
  /** What is wrong, by field, once the person wanted to go on. */
  readonly problems: ReturnType<typeof addressProblems>;
  readonly onChange: (field: AddressField, value: string) => void;
  readonly onSubmit: () => void;
}

function AddressFields({ values, country, problems, onChange, onSubmit }: AddressFieldsProps) {
  const text = useText();
  return (
    <div className="address-form">
      {FIELDS.map(({ name, limit, keys }) => {
        const problem = problems[name];
        return (
          <div key={name} className={name === 'name' || name === 'street' ? 'address-wide' : ''}>
            <TextField
              label={text(`kiosk.address.${name}`)}
              keys={name === 'postcode' ? postcodeKeys(country) : keys}
              limit={limit}
              value={values[name]}
              onChange={(value) => onChange(name, value)}
              onSubmit={onSubmit}
              problem={problem === undefined ? null : text(problem)}
            />
          </div>
        );
      })}
    </div>
  );
}

function useCountry(session: SessionScreenProps['session']) {
  return useDraft(session.sessionId, 'country', firstCountry(session));
}

function useAddress({ sessionId, fulfilment, shipTo, shipToKnown }: SessionScreenProps['session']) {
  const typed = fulfilment?.kind === 'ship' ? fulfilment.address : (shipTo ?? null);
  const known = shipToKnown === true ? null : typed;
  const [name, setName] = useDraft(sessionId, 'name', known?.name ?? '');
  const [street, setStreet] = useDraft(sessionId, 'street', known?.street ?? '');
  const [postcode, setPostcode] = useDraft(sessionId, 'postcode', known?.postcode ?? '');
  const [city, setCity] = useDraft(sessionId, 'city', known?.city ?? '');
  const set: Readonly<Record<AddressField, (value: string) => void>> = { name: setName, street: setStreet, postcode: setPostcode, city: setCity };
  return { values: { name, street, postcode, city }, change: (field: AddressField, value: string) => set[field](value) };
}
