import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { phoneOrder, phoneSecondCode } from '../../src/contract/hub/phone.ts';

/** What a customer does on the page behind an order's link, and what it shows. */
export interface CustomerPhone {
  order(): Promise<PhoneOrder>;
  /** Makes a second code for somebody else. Answers its text, as its own page shows it. */
  makeSecondCode(): Promise<{ readonly number: number; readonly code: string }>;
  takeBack(number: number): Promise<void>;
}

/** The phone of whoever got the message with this link. */
export function customerPhone(link: string): CustomerPhone {
  const { origin, pathname } = new URL(link);
  const token = pathname.split('/').at(-1) ?? '';
  const call = async (path: string, body: object | null): Promise<unknown> => {
    const response = await fetch(`${origin}/v1/phone/${path}`, {
      method: body === null ? 'GET' : 'POST',
      ...(body === null ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The phone page was refused: ${response.status} ${await response.text()}`);
    return await response.json();
  };
  const order = async (): Promise<PhoneOrder> => phoneOrder.parse(await call(token, null));
  return {
    order,
    async makeSecondCode() {
      const made = (await order()).collect?.delegates.length ?? 0;
      const after = phoneOrder.parse(await call(`${token}/delegates`, { made }));
      const delegate = after.collect?.delegates.at(-1);
      if (delegate === undefined) throw new Error('The phone page made no second code.');
      const second = phoneSecondCode.parse(await call(`delegate/${delegate.path.split('/').at(-1) ?? ''}`, null));
      if (second.code === null) throw new Error('The second code’s page shows no code.');
      return { number: delegate.number, code: second.code };
    },
    takeBack: async (number) => void (await call(`${token}/delegates/${number}/revoke`, {})),
  };
}
