import { readOrderNumber } from '../orders/order-number.ts';
import { readTillCode } from '../payments/till-code.ts';

/** What a label says of a parcel: the order's number, or the number on the receipt of a return. */
export interface Expected {
  readonly number: string | null;
  readonly receipt: string | null;
}

/**
 * The order number on a parcel's label or typed by a person: the number itself, or the code that the till scans. Null if the text
 * is neither.
 */
export function readParcelLabel(text: string): string | null {
  const code = readTillCode(text.trim());
  return code.ok ? code.value.number : readOrderNumber(text.trim());
}

/** Does the label that was held to the reader belong to what is expected behind the door? */
export function compareLabel(text: string, expected: Expected): 'matches' | 'differs' | 'unreadable' {
  const typed = text.trim().toUpperCase();
  if (expected.receipt !== null && typed === expected.receipt.toUpperCase()) return 'matches';
  const number = readParcelLabel(text);
  if (number === null) return expected.receipt !== null && RECEIPT.test(typed) ? 'differs' : 'unreadable';
  return number === expected.number ? 'matches' : 'differs';
}

/** The shape of every receipt number of a return: letters, digits and hyphens. */
const RECEIPT = /^[0-9A-Z-]{4,20}$/;
