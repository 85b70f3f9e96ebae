import { type DeliveryRules, deliveryRules } from '../../contract/hub/delivery.ts';

/** Holidays on which neither shop nor carriers of the demo work (Spain and Madrid). */
const HOLIDAYS = [
  ...['2026-10-12', '2026-11-02', '2026-11-09', '2026-12-07', '2026-12-08', '2026-12-25'],
  ...['2027-01-01', '2027-01-06', '2027-03-25', '2027-03-26', '2027-05-01', '2027-10-12', '2027-11-01', '2027-12-06', '2027-12-08', '2027-12-25'],
];
const shop = { weekdays: [1, 2, 3, 4, 5, 6], closed: HOLIDAYS };
const carrier = { weekdays: [1, 2, 3, 4, 5], closed: HOLIDAYS };

/** What lies in the shop is put ready on the same day; the warehouse in Getafe sends every working day, other shops need longer. */
const collect = {
  here: { cutOff: '19:00', handling: 0, least: 0, most: 0 },
  shop: { cutOff: '12:00', handling: 1, least: 1, most: 3 },
  warehouse: { cutOff: '14:00', handling: 0, least: 1, most: 2 },
};
const sent = {
  here: { cutOff: '13:00', handling: 0, least: 1, most: 2 },
  shop: { cutOff: '13:00', handling: 1, least: 1, most: 2 },
  warehouse: { cutOff: '17:00', handling: 0, least: 1, most: 2 },
};
const farther = { ...sent.warehouse, least: 4, most: 8 };

/** The ways of the demo's shop: collecting is free, sending costs less than 5 EUR and nothing from 50 EUR on, and more over the sea. */
export const DEMO_DELIVERY: DeliveryRules = deliveryRules.parse({
  shop,
  warehouse: carrier,
  carryOut: true,
  desk: collect,
  silo: collect,
  ship: [
    {
      name: 'Canarias, Ceuta y Melilla',
      ...{ countries: ['ES'], postcodes: ['35', '38', '51', '52'], cost: 995 },
      ...{ carrier, here: null, shop: null, warehouse: farther },
    },
    { name: 'Península y Baleares', countries: ['ES'], cost: 395, freeFrom: 5_000, carrier, ...sent },
    { name: 'Portugal', countries: ['PT'], cost: 595, freeFrom: 8_000, carrier, ...sent, warehouse: { ...sent.warehouse, most: 3 } },
  ],
});
