/** The fields of an address that a person types; the country is chosen beside them. */
export type AddressField = 'name' | 'street' | 'postcode' | 'city';

/** What is wrong with a field: the name of its message. */
export type AddressProblem = 'kiosk.address.required' | 'kiosk.address.postcode.wrong' | 'kiosk.address.postcode.other';

/** The fields in their order, with the contract's limits in UTF-16 units and the keys that each needs. */
export const FIELDS: readonly { readonly name: AddressField; readonly limit: number; readonly keys: 'text' | 'digits' }[] = [
  { name: 'name', limit: 120, keys: 'text' },
  { name: 'street', limit: 200, keys: 'text' },
  { name: 'postcode', limit: 12, keys: 'digits' },
  { name: 'city', limit: 100, keys: 'text' },
];

/**
 * What keeps an address from being sent; empty when nothing does. Spanish postcodes begin with a province, 01 to 52; of countries whose
 * postcodes are not known here, one only has to be there.
 */
export function addressProblems(values: Readonly<Record<AddressField, string>>, country: string): Partial<Record<AddressField, AddressProblem>> {
  const problems: Partial<Record<AddressField, AddressProblem>> = {};
  for (const { name } of FIELDS) if (values[name].trim() === '') problems[name] = 'kiosk.address.required';
  const shape = POSTCODES[country];
  if (problems.postcode === undefined && shape !== undefined && !shape.test(values.postcode.trim())) problems.postcode = wrongPostcode(country);
  return problems;
}

/** Postcodes by country (Universal Postal Union, addressing guides of the designated operators). */
const POSTCODES: Readonly<Record<string, RegExp>> = {
  ES: /^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/,
  AD: /^AD[1-7]00$/i,
  CL: /^\d{7}$/,
  AR: /^(\d{4}|[A-Z]\d{4}[A-Z]{3})$/i,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  IT: /^\d{5}$/,
  MX: /^\d{5}$/,
  PT: /^\d{4}-?\d{3}$/,
};

/** Countries whose postcodes are digits and nothing else. */
const DIGITS_ONLY: ReadonlySet<string> = new Set(['ES', 'CL', 'DE', 'FR', 'IT', 'MX']);

/** The keys that a postcode of this country needs. */
export function postcodeKeys(country: string): 'text' | 'digits' {
  return DIGITS_ONLY.has(country) ? 'digits' : 'text';
}

function wrongPostcode(country: string): AddressProblem {
  return country === 'ES' ? 'kiosk.address.postcode.wrong' : 'kiosk.address.postcode.other';
}
