import type { esHelp } from '../es/help.ts';
import type { Translation } from '../translation.ts';

/** Messages about calling somebody of the staff, in Catalan. */
export const caHelp: Translation<typeof esHelp> = {
  'help.call': 'Avisa algú de la botiga',
  'help.call.note': 'Sona a les pantalles del personal. Pots continuar fent servir aquesta pantalla.',
  'help.problem.storage': 'No hem pogut avisar. Demana ajuda a algú de la botiga.',
  'help.problem.unreachable': 'No hem pogut avisar. Demana ajuda a algú de la botiga.',
  'help.problem.not-now': 'Aquest avís ja s’ha acabat.',
  'help.calling': 'Avisem algú de la botiga · {time}',
  'help.calling.here': 'Ara mateix no hi ha connexió: sona només en aquesta pantalla, no a les altres de la botiga.',
  'help.why':
    '{why, select, left_open {Hi ha una porta oberta: hem avisat la botiga · {time}} did_not_open {Una porta no s’ha obert: hem avisat la botiga · {time}} wiring {Hem avisat la botiga: no agafis res d’una altra porta i tanca-la, si us plau · {time}} forced {Hi ha una porta oberta. Tanca-la, si us plau; hem avisat la botiga · {time}} other {Hem avisat la botiga · {time}}}',
  'help.late': 'Encara no ha pogut venir ningú. Continuem avisant · {time}',
  'help.late.phone': 'Encara no ha pogut venir ningú. Continuem avisant · {time}. També pots trucar al {phone}.',
  'help.coming': 'Ve algú de la botiga. Ha respost en {time}.',
  'help.takeBack': 'Ja no cal',
  'help.solved': 'Ja està resolt',
  'help.over': 'La trucada ha acabat.',
  'help.time': '{minutes, plural, =0 {} one {#\u00a0min } other {#\u00a0min }}{seconds}\u00a0s',
  'help.staff.title': 'Demanen ajuda',
  'help.staff.silo': 'Demanen ajuda a les taquilles · {time}',
  'help.staff.kiosk': 'Demanen ajuda al quiosc · {time}',
  'help.staff.silo.elsewhere': 'Demanen ajuda {station, select, none {en unes altres taquilles} other {a les taquilles {station}}} · {time}',
  'help.staff.kiosk.elsewhere': 'Demanen ajuda {station, select, none {en un altre quiosc} other {al quiosc {station}}} · {time}',
  'help.staff.door':
    '{why, select, left_open {La porta {number} encara és oberta} did_not_open {La porta {number} no s’obre} wiring {S’ha obert la porta {number} en lloc d’una altra} forced {Han obert la porta {number} sense codi} other {Porta {number}}} · {time}',
  'help.staff.coming': '{name} va {screen, select, silo {a les taquilles} other {al quiosc}} · {time}',
  'help.staff.coming.unnamed': 'Ja hi va algú, {screen, select, silo {a les taquilles} other {al quiosc}} · {time}',
  'help.staff.answer': 'Hi vaig',
  'help.staff.done': 'Fet',
  'help.staff.signIn': 'Entra per respondre.',
};
