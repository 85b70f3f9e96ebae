import type { Messages } from '../text-key.ts';
import { caAfter } from './after.ts';
import { caAssist } from './assist.ts';
import { caBag } from './bag.ts';
import { caBenefits } from './benefits.ts';
import { caCollect } from './collect.ts';
import { caDesk } from './desk.ts';
import { caFind } from './find.ts';
import { caHelp } from './help.ts';
import { caKiosk } from './kiosk.ts';
import { caLoad } from './load.ts';
import { caLook } from './look.ts';
import { caPay } from './pay.ts';
import { caPhone } from './phone.ts';
import { caProduct } from './product.ts';
import { caRemote } from './remote.ts';
import { caReturn } from './return.ts';
import { caService } from './service.ts';
import { caSilo } from './silo.ts';
import { caSpeech } from './speech.ts';
import { caStaff } from './staff.ts';
import { caStock } from './stock.ts';
import { caUi } from './ui.ts';
import { caWays } from './ways.ts';
import { caWork } from './work.ts';

/** Every message in Catalan. One that is missing does not compile. */
export const caMessages: Messages = {
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
  ...caAssist,
  ...caPay,
  ...caStock,
  ...caSpeech,
};
