import { z } from 'zod';
import { madeCourier, operatorCommand, operatorParcel, type orderCommand, type makeCourier } from '../../src/contract/hub/operator.ts';
import { operatorStock } from '../../src/contract/hub/operator-stock.ts';
import type { Stage } from './stage.ts';

/** What head office sees and orders through the hub. */
export interface HeadOffice {
  parcels(): Promise<z.infer<typeof operatorParcel>[]>;
  /** Has a parcel taken out. */
  recall(parcelId: string, reason: 'cancelled' | 'damaged' | 'requested'): Promise<void>;
  makeCourier(courier: z.input<typeof makeCourier>): Promise<z.infer<typeof madeCourier>>;
  /** Orders one door to open, within a minute. */
  open(order: z.input<typeof orderCommand>): Promise<z.infer<typeof operatorCommand>>;
  command(commandId: string): Promise<z.infer<typeof operatorCommand>>;
  /** What every place has of a SKU, and which orders it is kept for. */
  stockOf(sku: string): Promise<z.infer<typeof operatorStock>>;
}

/** Head office with the token that the demonstration's hub printed when it started. */
export function headOffice(stage: Stage): HeadOffice {
  const hub = stage.world.hub();
  const token = hub?.ready['operatorToken'];
  if (typeof token !== 'string') throw new Error('The hub gave no token to head office.');
  const call = async <T extends z.ZodType>(method: 'GET' | 'POST', path: string, body: object | null, answer: T): Promise<z.infer<T>> => {
    const response = await fetch(`${stage.world.hubUrl}/v1/operator/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Head office was refused ${path}: ${response.status} ${await response.text()}`);
    return answer.parse(await response.json());
  };
  return {
    parcels: async () => (await call('GET', 'parcels', null, z.object({ rows: z.array(operatorParcel) }))).rows,
    recall: async (parcelId, reason) => void (await call('POST', `parcels/${parcelId}/recall`, { reason }, z.unknown())),
    makeCourier: (courier) => call('POST', 'couriers', courier, madeCourier),
    open: (order) => call('POST', 'commands', order, operatorCommand),
    command: (commandId) => call('GET', `commands/${commandId}`, null, operatorCommand),
    stockOf: (sku) => call('GET', `stock?sku=${encodeURIComponent(sku)}`, null, operatorStock),
  };
}
