import { useState } from 'react';
import { type ShipAddress, shipAddress } from '../../src/contract/orders.ts';
import { useText } from '../i18n/use-text.ts';
import { type AddressField, addressProblems, FIELDS, postcodeKeys } from '../kiosk/check-address.ts';
import { TextField } from '../ui/text-field.tsx';

/** What a phone may fill in by itself for each field. */
const FILLS: Readonly<Record<AddressField, string>> = { name: 'name', street: 'street-address', postcode: 'postal-code', city: 'address-level2' };

/** An address that is being typed on a phone. */
export interface AddressForm {
  readonly values: Readonly<Record<AddressField, string>>;
  readonly country: string;
  /** Null while something is missing in it. */
  readonly address: ShipAddress | null;
  readonly change: (name: AddressField, value: string) => void;
}

/** The address that was typed so far, in one country. */
export function useAddressForm(country: string): AddressForm {
  const [values, setValues] = useState<Readonly<Record<AddressField, string>>>({ name: '', street: '', postcode: '', city: '' });
  const trimmed = { name: values.name.trim(), street: values.street.trim(), postcode: values.postcode.trim(), city: values.city.trim() };
  const parsed = shipAddress.safeParse({ ...trimmed, country });
  const isWhole = Object.keys(addressProblems(trimmed, country)).length === 0;
  return { values, country, address: parsed.success && isWhole ? parsed.data : null, change: (name, value) => setValues({ ...values, [name]: value }) };
}

/** Its fields, with the phone's own keys; what is wrong is said once somebody wanted to go on. */
export function AddressFields({ form, tells }: { readonly form: AddressForm; readonly tells: boolean }) {
  const text = useText();
  const problems = tells ? addressProblems(form.values, form.country) : {};
  return (
    <>
      {FIELDS.map(({ name, limit }) => {
        const problem = problems[name];
        const keys = name === 'postcode' && postcodeKeys(form.country) === 'digits' ? 'numeric' : 'text';
        return (
          <TextField
            key={name}
            label={text(`kiosk.address.${name}`)}
            keys="none"
            own={{ keys, fills: FILLS[name] }}
            limit={limit}
            value={form.values[name]}
            problem={problem === undefined ? null : text(problem)}
            onChange={(value) => form.change(name, value)}
          />
        );
      })}
    </>
  );
}
