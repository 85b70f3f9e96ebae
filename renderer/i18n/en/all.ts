import type { Messages } from '../text-key.ts';
import { enAfter } from './after.ts';
import { enAssist } from './assist.ts';
import { enBag } from './bag.ts';
import { enBenefits } from './benefits.ts';
import { enCollect } from './collect.ts';
import { enDesk } from './desk.ts';
import { enFind } from './find.ts';
import { enHelp } from './help.ts';
import { enKiosk } from './kiosk.ts';
import { enLoad } from './load.ts';
import { enLook } from './look.ts';
import { enPay } from './pay.ts';
import { enPhone } from './phone.ts';
import { enProduct } from './product.ts';
import { enRemote } from './remote.ts';
import { enReturn } from './return.ts';
import { enService } from './service.ts';
import { enSilo } from './silo.ts';
import { enSpeech } from './speech.ts';
import { enStaff } from './staff.ts';
import { enStock } from './stock.ts';
import { enUi } from './ui.ts';
import { enWays } from './ways.ts';
import { enWork } from './work.ts';

/** Every message in English. One that is missing does not compile. */
export const enMessages: Messages = {
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
  ...enAssist,
  ...enPay,
  ...enStock,
  ...enSpeech,
};
