import { enAfter } from './en/after.ts';
import { enBag } from './en/bag.ts';
import { enBenefits } from './en/benefits.ts';
import { enCollect } from './en/collect.ts';
import { enDesk } from './en/desk.ts';
import { enFind } from './en/find.ts';
import { enHelp } from './en/help.ts';
import { enKiosk } from './en/kiosk.ts';
import { enLoad } from './en/load.ts';
import { enLook } from './en/look.ts';
import { enPay } from './en/pay.ts';
import { enPhone } from './en/phone.ts';
import { enProduct } from './en/product.ts';
import { enRemote } from './en/remote.ts';
import { enReturn } from './en/return.ts';
import { enService } from './en/service.ts';
import { enSilo } from './en/silo.ts';
import { enStaff } from './en/staff.ts';
import { enStock } from './en/stock.ts';
import { enUi } from './en/ui.ts';
import { enWays } from './en/ways.ts';
import { esAfter } from './es/after.ts';
import { esBag } from './es/bag.ts';
import { esBenefits } from './es/benefits.ts';
import { esCollect } from './es/collect.ts';
import { esDesk } from './es/desk.ts';
import { esFind } from './es/find.ts';
import { esHelp } from './es/help.ts';
import { esKiosk } from './es/kiosk.ts';
import { esLoad } from './es/load.ts';
import { esLook } from './es/look.ts';
import { esPay } from './es/pay.ts';
import { esPhone } from './es/phone.ts';
import { esProduct } from './es/product.ts';
import { esRemote } from './es/remote.ts';
import { esReturn } from './es/return.ts';
import { esService } from './es/service.ts';
import { esSilo } from './es/silo.ts';
import { esStaff } from './es/staff.ts';
import { esStock } from './es/stock.ts';
import { esUi } from './es/ui.ts';
import { esWays } from './es/ways.ts';

const es = {
  ...esUi,
  ...esKiosk,
  ...esWays,
  ...esDesk,
  ...esFind,
  ...esProduct,
  ...esBag,
  ...esBenefits,
  ...esSilo,
  ...esCollect,
  ...esReturn,
  ...esRemote,
  ...esStaff,
  ...esLoad,
  ...esLook,
  ...esHelp,
  ...esService,
  ...esPhone,
  ...esAfter,
  ...esPay,
  ...esStock,
};

/** The name of a message. Spanish is the language that defines which there are. */
export type TextKey = keyof typeof es;

/** Every message in every language. A message that one language lacks does not compile. */
export const messages: Readonly<Record<'es' | 'en', Readonly<Record<TextKey, string>>>> = {
  es,
  en: {
    ...enUi,
    ...enKiosk,
    ...enWays,
    ...enDesk,
    ...enFind,
    ...enProduct,
    ...enBag,
    ...enBenefits,
    ...enSilo,
    ...enCollect,
    ...enReturn,
    ...enRemote,
    ...enStaff,
    ...enLoad,
    ...enLook,
    ...enHelp,
    ...enService,
    ...enPhone,
    ...enAfter,
    ...enPay,
    ...enStock,
  },
};
