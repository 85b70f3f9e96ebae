import type { esLoad } from '../es/load.ts';
import type { Translation } from '../translation.ts';

/** The texts for loading, taking out and couriers, in English. */
export const enLoad: Translation<typeof esLoad> = {
  'staff.prepare.unreadable': 'That is no order number. Read the label again, or type the number.',
  'staff.prepare.for-shipping': 'That order is sent to the customer’s home: it does not go into the lockers. Put it with the shipments.',
  'staff.prepare.cancelled': 'That order is cancelled. Do not load it: take it back to the stock room.',
  'staff.prepare.already-collected': 'The customer has collected that order. Ask head office before you load another parcel.',
  'staff.prepare.too-big': 'It does not fit: these lockers have none of that size. Keep the parcel at the desk and tell the customer.',
  'staff.prepare.only-kept': 'Only the lockers kept for returns are left. You can use one of them.',
};
