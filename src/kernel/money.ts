/** An amount in the minor unit of an ISO 4217 currency (cents for EUR, pesos for CLP). Never a float. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** The sum of amounts in one currency; throws (a bug) when currencies are mixed. */
export function sum(currency: string, amounts: readonly Money[]): Money {
  let minor = 0;
  for (const amount of amounts) {
    if (amount.currency !== currency) throw new Error(`cannot add ${amount.currency} to ${currency}`);
    minor += amount.minor;
  }
  return { minor, currency };
}

/** An amount taken `count` times. */
export function times(amount: Money, count: number): Money {
  return { minor: amount.minor * count, currency: amount.currency };
}
