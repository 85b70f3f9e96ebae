import { CROCKFORD, crockfordCheck, readCrockford } from '../../kernel/crockford.ts';

/** Most digits of the counter; a station that counts further has been running for centuries. */
const MAX_COUNTER = 99_999_999;

/**
 * The order number that people read out, `K1-00042-7`: the station's two characters, its counter with at least five digits, and a
 * check character over both. Throws (a bug) if the counter or the station code is out of range.
 */
export function orderNumber(stationCode: string, counter: number): string {
  if (!/^[0-9A-HJKMNP-TV-Z]{2}$/.test(stationCode)) throw new Error(`not a station code: ${stationCode}`);
  if (!Number.isInteger(counter) || counter < 1 || counter > MAX_COUNTER) throw new Error(`an order counter is 1..${MAX_COUNTER}, not ${counter}`);
  const digits = String(counter).padStart(5, '0');
  return `${stationCode}-${digits}-${crockfordCheck(stationCode + digits)}`;
}

/**
 * The order number in what a person typed or read out: small letters, blanks, missing hyphens and O for 0 or L for 1 are forgiven,
 * a wrong check character is not. Null if it is none.
 */
export function readOrderNumber(typed: string): string | null {
  if (typed.length > 40) return null;
  const match = SHAPE.exec(readCrockford(typed));
  if (match === null) return null;
  const [, station = '', digits = '', check = ''] = match;
  return crockfordCheck(station + digits) === check ? `${station}-${digits}-${check}` : null;
}

const SHAPE = new RegExp(`^([${CROCKFORD}]{2})([0-9]{5,8})([${CROCKFORD}])$`);
