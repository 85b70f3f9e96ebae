import type { esHelp } from '../es/help.ts';
import type { Translation } from '../translation.ts';

/** Messages about calling somebody of the staff, in English. */
export const enHelp: Translation<typeof esHelp> = {
  'help.call': 'Call someone in the shop',
  'help.call.note': 'It rings on the staff’s screens. You can go on using this screen.',
  'help.problem.storage': 'We could not call. Please ask someone in the shop.',
  'help.problem.unreachable': 'We could not call. Please ask someone in the shop.',
  'help.problem.not-now': 'That call is over already.',
  'help.calling': 'Calling someone in the shop · {time}',
  'help.calling.here': 'There is no connection now: it rings on this screen only, not on the others in the shop.',
  'help.why':
    '{why, select, left_open {A door is open: we have told the shop · {time}} did_not_open {A door did not open: we have told the shop · {time}} wiring {We have told the shop: please take nothing from another door, and close it · {time}} forced {A door is open. Please close it; we have told the shop · {time}} other {We have told the shop · {time}}}',
  'help.late': 'Nobody could come yet. We go on calling · {time}',
  'help.late.phone': 'Nobody could come yet. We go on calling · {time}. You can also phone {phone}.',
  'help.coming': 'Someone from the shop is on the way. They answered in {time}.',
  'help.takeBack': 'Not needed any more',
  'help.solved': 'It is solved',
  'help.over': 'The call is over.',
  'help.time': '{minutes, plural, =0 {} one {#\u00a0min } other {#\u00a0min }}{seconds}\u00a0s',
  'help.staff.title': 'Help is wanted',
  'help.staff.silo': 'Help is wanted at the lockers · {time}',
  'help.staff.kiosk': 'Help is wanted at the kiosk · {time}',
  'help.staff.silo.elsewhere': 'Help is wanted at {station, select, none {other lockers} other {the lockers {station}}} · {time}',
  'help.staff.kiosk.elsewhere': 'Help is wanted at {station, select, none {another kiosk} other {kiosk {station}}} · {time}',
  'help.staff.door':
    '{why, select, left_open {Door {number} is still open} did_not_open {Door {number} does not open} wiring {Door {number} opened instead of another one} forced {Door {number} was opened without a code} other {Door {number}}} · {time}',
  'help.staff.coming': '{name} is going to the {screen, select, silo {lockers} other {kiosk}} · {time}',
  'help.staff.coming.unnamed': 'Someone is going to the {screen, select, silo {lockers} other {kiosk}} · {time}',
  'help.staff.answer': 'I am coming',
  'help.staff.done': 'Done',
  'help.staff.signIn': 'Sign in to answer.',
};
