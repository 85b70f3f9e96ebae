import { useState } from 'react';
import type { Agreement } from '../../src/contract/hub/staff-desk.ts';
import { useBridge, useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { type AddressField, addressProblems, FIELDS, postcodeKeys } from '../kiosk/check-address.ts';
import { countryName } from '../kiosk/country-name.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ChangeStepProps } from './change-pieces.tsx';
import { type ChangeProblem, changeableParts } from './change-steps.ts';
import { useKept } from './kept.ts';
import { ProblemLine } from './problem-line.tsx';

type Way = 'desk' | 'silo' | 'ship';
/** Days that may be promised. */
const DAYS = ['0', '1', '2', '3', '5', '7'] as const;
const noAddress: Readonly<Record<AddressField, string>> = { name: '', street: '', postcode: '', city: '' };

/** A part goes another way, as its customer agreed: which, how, by when, and how they said yes. What is sent needs to know where to. */
export function ChangeWay(props: ChangeStepProps) {
  const { order, corner, offline, onBack } = props;
  const text = useText();
  const { view } = useStaff();
  const [wish, setWish] = useKept<Wish>(`way ${order.orderId}`, {
    from: changeableParts(order)[0] ?? 'desk',
    way: null,
    days: '1',
    agreed: null,
    country: null,
  });
  const [values, setValues] = useKept(`address ${order.orderId}`, noAddress);
  const countries = view?.countries ?? [];
  const country = wish.country ?? countries[0] ?? '';
  const { action, problems, go } = useReroute(props, { ...wish, country }, values);
  const set = (changes: Partial<Wish>) => setWish({ ...wish, ...changes });
  const ways = (['desk', 'silo', 'ship'] as const).filter(
    (way) => way !== wish.from && (way !== 'silo' || (view?.bank.length ?? 0) > 0) && (way !== 'ship' || countries.length > 0),
  );
  return (
    <ScreenFrame
      screen="staff-change-reroute"
      corner={corner}
      onBack={onBack}
      action={
        <Button kind="primary" size="large" wide busy={action.busy} disabled={offline || wish.way === null || wish.agreed === null} onPress={go}>
          {text('staff.change.reroute.do')}
        </Button>
      }
    >
      <div className="change">
        <header className="change-head">
          <h1>{text('staff.change.reroute')}</h1>
          <p>{text('staff.change.reroute.note')}</p>
        </header>
        <ProblemLine>{action.problem === null ? null : text(`staff.change.problem.${action.problem}`)}</ProblemLine>
        <Parts order={order} from={wish.from} onChange={(from) => set({ from, way: null })} />
        <Choices
          look="chips"
          label={text('staff.change.to')}
          value={wish.way}
          choices={ways.map((value) => ({ value, name: text(`staff.way.${value}`) }))}
          onChange={(way) => set({ way })}
        />
        {wish.way === 'ship' ? (
          <Address
            {...{ values, countries, country, problems }}
            onChange={(field, value) => setValues({ ...values, [field]: value })}
            onCountry={(code) => set({ country: code })}
          />
        ) : null}
        <Choices
          look="chips"
          label={text('staff.change.days')}
          value={wish.days}
          choices={DAYS.map((value) => ({ value, name: text('staff.change.days.in', { days: Number(value) }) }))}
          onChange={(days) => set({ days })}
        />
        <Choices
          look="chips"
          label={text('staff.change.agreed')}
          value={wish.agreed}
          choices={(['in-person', 'by-phone'] as const).map((value) => ({ value, name: text(`staff.change.agreed.${value}`) }))}
          onChange={(agreed) => set({ agreed })}
        />
      </div>
    </ScreenFrame>
  );
}

interface Wish {
  readonly from: 'desk' | 'silo';
  readonly way: Way | null;
  readonly days: (typeof DAYS)[number];
  readonly agreed: Agreement | null;
  /** Where it is sent; null: nobody chose, so the first that the shop sends to. */
  readonly country: string | null;
}

/** Asks for it once everything is said. Problems of the address are shown from the first try on. */
function useReroute(
  { order, onDone, onStale }: ChangeStepProps,
  { from, way, days, agreed, country }: Wish & { readonly country: string },
  values: Readonly<Record<AddressField, string>>,
) {
  const { desk } = useBridge().intents;
  const action = useAction<ChangeProblem>();
  const [tried, setTried] = useState(false);
  const found = way === 'ship' ? addressProblems(values, country) : {};
  const go = () => {
    setTried(true);
    if (way === null || agreed === null || Object.keys(found).length > 0) return;
    const { name, street, postcode, city } = values;
    const address = { name: name.trim(), street: street.trim(), postcode: postcode.trim(), city: city.trim(), country };
    const asked = { orderId: order.orderId, from, way, agreed, days: Number(days), seen: order.total, ...(way === 'ship' ? { address } : {}) };
    action.run(async () => {
      const answer = await desk.reroute(asked);
      if (!answer.ok && answer.error.kind === 'changed') onStale();
      return answer;
    }, onDone);
  };
  return { action, problems: tried ? found : {}, go };
}

/** Which part, of an order that has several. */
function Parts({
  order,
  from,
  onChange,
}: {
  readonly order: ChangeStepProps['order'];
  readonly from: Wish['from'];
  readonly onChange: (from: Wish['from']) => void;
}) {
  const text = useText();
  const parts = changeableParts(order);
  if (parts.length < 2) return null;
  return (
    <Choices
      look="chips"
      label={text('staff.change.from')}
      value={from}
      choices={parts.map((value) => ({ value, name: text(`staff.way.${value}`) }))}
      onChange={onChange}
    />
  );
}

interface AddressProps {
  readonly values: Readonly<Record<AddressField, string>>;
  readonly countries: readonly string[];
  readonly country: string;
  readonly problems: ReturnType<typeof addressProblems>;
  readonly onChange: (field: AddressField, value: string) => void;
  readonly onCountry: (country: string) => void;
}

function Address({ values, countries, country, problems, onChange, onCountry }: AddressProps) {
  const text = useText();
  const locale = useLocale();
  return (
    <div className="change-address">
      {countries.length > 1 ? (
        <Choices
          look="chips"
          label={text('kiosk.address.where')}
          value={country}
          choices={countries.map((code) => ({ value: code, name: countryName(locale, code) }))}
          onChange={onCountry}
        />
      ) : null}
      {FIELDS.map(({ name, limit, keys }) => {
        const problem = problems[name];
        return (
          <TextField
            key={name}
            label={text(`kiosk.address.${name}`)}
            keys={name === 'postcode' ? postcodeKeys(country) : keys}
            limit={limit}
            value={values[name]}
            onChange={(value) => onChange(name, value)}
            problem={problem === undefined ? null : text(problem)}
          />
        );
      })}
    </div>
  );
}
