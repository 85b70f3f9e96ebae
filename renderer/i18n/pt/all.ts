import type { Messages } from '../text-key.ts';
import { ptAfter } from './after.ts';
import { ptAssist } from './assist.ts';
import { ptBag } from './bag.ts';
import { ptBenefits } from './benefits.ts';
import { ptCollect } from './collect.ts';
import { ptDesk } from './desk.ts';
import { ptFind } from './find.ts';
import { ptHelp } from './help.ts';
import { ptKiosk } from './kiosk.ts';
import { ptLoad } from './load.ts';
import { ptLook } from './look.ts';
import { ptPay } from './pay.ts';
import { ptPhone } from './phone.ts';
import { ptProduct } from './product.ts';
import { ptRemote } from './remote.ts';
import { ptReturn } from './return.ts';
import { ptService } from './service.ts';
import { ptSilo } from './silo.ts';
import { ptSpeech } from './speech.ts';
import { ptStaff } from './staff.ts';
import { ptStock } from './stock.ts';
import { ptUi } from './ui.ts';
import { ptWays } from './ways.ts';
import { ptWork } from './work.ts';

/** Every message in Portuguese. One that is missing does not compile. */
export const ptMessages: Messages = {
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
  ...ptAssist,
  ...ptPay,
  ...ptStock,
  ...ptSpeech,
};
