import type { Locale } from '../../src/contract/schema.ts';
import { caAfter } from './ca/after.ts';
import { caAssist } from './ca/assist.ts';
import { caBag } from './ca/bag.ts';
import { caBenefits } from './ca/benefits.ts';
import { caCollect } from './ca/collect.ts';
import { caDesk } from './ca/desk.ts';
import { caFind } from './ca/find.ts';
import { caHelp } from './ca/help.ts';
import { caKiosk } from './ca/kiosk.ts';
import { caLoad } from './ca/load.ts';
import { caLook } from './ca/look.ts';
import { caPay } from './ca/pay.ts';
import { caPhone } from './ca/phone.ts';
import { caProduct } from './ca/product.ts';
import { caRemote } from './ca/remote.ts';
import { caReturn } from './ca/return.ts';
import { caService } from './ca/service.ts';
import { caSilo } from './ca/silo.ts';
import { caStaff } from './ca/staff.ts';
import { caStock } from './ca/stock.ts';
import { caUi } from './ca/ui.ts';
import { caWork } from './ca/work.ts';
import { caWays } from './ca/ways.ts';
import { enAfter } from './en/after.ts';
import { enAssist } from './en/assist.ts';
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
import { enWork } from './en/work.ts';
import { enWays } from './en/ways.ts';
import { esAfter } from './es/after.ts';
import { esAssist } from './es/assist.ts';
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
import { esWork } from './es/work.ts';
import { esWays } from './es/ways.ts';
import { ptAfter } from './pt/after.ts';
import { ptAssist } from './pt/assist.ts';
import { ptBag } from './pt/bag.ts';
import { ptBenefits } from './pt/benefits.ts';
import { ptCollect } from './pt/collect.ts';
import { ptDesk } from './pt/desk.ts';
import { ptFind } from './pt/find.ts';
import { ptHelp } from './pt/help.ts';
import { ptKiosk } from './pt/kiosk.ts';
import { ptLoad } from './pt/load.ts';
import { ptLook } from './pt/look.ts';
import { ptPay } from './pt/pay.ts';
import { ptPhone } from './pt/phone.ts';
import { ptProduct } from './pt/product.ts';
import { ptRemote } from './pt/remote.ts';
import { ptReturn } from './pt/return.ts';
import { ptService } from './pt/service.ts';
import { ptSilo } from './pt/silo.ts';
import { ptStaff } from './pt/staff.ts';
import { ptStock } from './pt/stock.ts';
import { ptUi } from './pt/ui.ts';
import { ptWork } from './pt/work.ts';
import { ptWays } from './pt/ways.ts';

const es = {
  ...esUi,
  ...esKiosk,
  ...esWays,
  ...esWork,
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
  ...esAssist,
};

/** The name of a message. Spanish is the language that defines which there are. */
export type TextKey = keyof typeof es;

/** Every message in every language. A message that one language lacks does not compile. */
export const messages: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = {
  es,
  en: {
    ...enUi,
    ...enKiosk,
    ...enWays,
    ...enWork,
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
    ...enAssist,
  },
  pt: {
    ...ptUi,
    ...ptKiosk,
    ...ptWays,
    ...ptWork,
    ...ptDesk,
    ...ptFind,
    ...ptProduct,
    ...ptBag,
    ...ptBenefits,
    ...ptSilo,
    ...ptCollect,
    ...ptReturn,
    ...ptRemote,
    ...ptStaff,
    ...ptLoad,
    ...ptLook,
    ...ptHelp,
    ...ptService,
    ...ptPhone,
    ...ptAfter,
    ...ptPay,
    ...ptStock,
    ...ptAssist,
  },
  ca: {
    ...caUi,
    ...caKiosk,
    ...caWays,
    ...caWork,
    ...caDesk,
    ...caFind,
    ...caProduct,
    ...caBag,
    ...caBenefits,
    ...caSilo,
    ...caCollect,
    ...caReturn,
    ...caRemote,
    ...caStaff,
    ...caLoad,
    ...caLook,
    ...caHelp,
    ...caService,
    ...caPhone,
    ...caAfter,
    ...caPay,
    ...caStock,
    ...caAssist,
  },
};
