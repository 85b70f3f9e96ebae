import type { PhoneOrder } from '../../src/contract/hub/phone.ts';

/** What the customer may do beside showing their code; each is a page of its own with one thing to do. */
export type Step = 'more-days' | 'other-person' | 'new-pin' | 'send-again' | 'give-back' | 'claim' | 'withdraw';

/** What is possible for an order now, in the order in which it is offered. */
export function stepsOf(order: PhoneOrder): readonly Step[] {
  const { collect, returns, after } = order;
  const waiting: readonly (Step | null)[] =
    collect === null
      ? []
      : [
          collect.extension.left > 0 ? 'more-days' : null,
          collect.delegates.length > 0 || collect.delegatesLeft > 0 ? 'other-person' : null,
          'send-again',
          'new-pin',
        ];
  const back = returns?.open === true && returns.lines.some((line) => line.left > 0);
  const claim = after?.guarantee.open === true ? ('claim' as const) : null;
  const withdraw = after?.withdrawal.open === true ? ('withdraw' as const) : null;
  return [...waiting, back ? ('give-back' as const) : null, claim, withdraw].filter((step) => step !== null);
}
