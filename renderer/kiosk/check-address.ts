/** The fields of an address that a person fills in. The country is the shop's own. */
export type AddressField = 'name' | 'street' | 'postcode' | 'city';

/** What is wrong with a field: the name of its message. */
export type AddressProblem = 'kiosk.address.required' | 'kiosk.address.postcode.wrong';

/** The fields in their order, with the contract's limits in UTF-16 units and the keys that each needs. */
export const FIELDS: readonly { readonly name: AddressField; readonly limit: number; readonly keys: 'text' | 'digits' }[] = [
  { name: 'name', limit: 120, keys: 'text' },
  { name: 'street', limit: 200, keys: 'text' },
  { name: 'postcode', limit: 12, keys: 'digits' },
  { name: 'city', limit: 100, keys: 'text' },
];

/** What keeps an address from being sent; empty when nothing does. Spanish postcodes begin with a province, 01 to 52. */
export function addressProblems(values: Readonly<Record<AddressField, string>>): Partial<Record<AddressField, AddressProblem>> {
  const problems: Partial<Record<AddressField, AddressProblem>> = {};
  for (const { name } of FIELDS) if (values[name].trim() === '') problems[name] = 'kiosk.address.required';
  if (problems.postcode === undefined && !/^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/.test(values.postcode.trim())) problems.postcode = 'kiosk.address.postcode.wrong';
  return problems;
}
