import { esAfter } from './after.ts';
import { esAssist } from './assist.ts';
import { esBag } from './bag.ts';
import { esBenefits } from './benefits.ts';
import { esCollect } from './collect.ts';
import { esDesk } from './desk.ts';
import { esFind } from './find.ts';
import { esHelp } from './help.ts';
import { esKiosk } from './kiosk.ts';
import { esLoad } from './load.ts';
import { esLook } from './look.ts';
import { esPay } from './pay.ts';
import { esPhone } from './phone.ts';
import { esProduct } from './product.ts';
import { esRemote } from './remote.ts';
import { esReturn } from './return.ts';
import { esService } from './service.ts';
import { esSilo } from './silo.ts';
import { esSpeech } from './speech.ts';
import { esStaff } from './staff.ts';
import { esStock } from './stock.ts';
import { esUi } from './ui.ts';
import { esWays } from './ways.ts';
import { esWork } from './work.ts';

/** Every message in Spanish, the language that defines which there are. */
export const esMessages = {
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
  ...esAssist,
  ...esPay,
  ...esStock,
  ...esSpeech,
};
