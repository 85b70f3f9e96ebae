import type { esWork } from '../es/work.ts';
import type { Translation } from '../translation.ts';

/** Messages of the staff's daily work (calls for help, orders that change, money, the end of a shift), in Catalan. */
export const caWork: Translation<typeof esWork> = {
  'staff.home.help': "Crides d'ajuda",
  'staff.home.help.note': '{count, plural, =0 {Ningú espera} one {# persona espera} other {# persones esperen}}',
  'help.queue.title': "Crides d'ajuda",
  'help.queue.body': 'Primer, qui fa més estona que espera.',
  'help.queue.empty.title': 'Ningú demana ajuda',
  'help.queue.empty.body': 'Quan algú truqui, sonarà a totes les pantalles del personal.',
  'help.queue.alone': 'Sense connexió: aquí només veus i sents les crides d’aquest equip. Fes una volta per la botiga.',
  'help.queue.where': '{screen, select, silo {Taquilles} other {Quiosc}}',
  'help.queue.where.elsewhere': '{screen, select, silo {Taquilles} other {Quiosc}} {station}',
  'help.queue.doing':
    "{doing, select, start {A la pantalla d'inici} choosing {Mirant productes} bag {A la bossa} delivery {Triant com rebre-ho} order {Amb la seva comanda} member {Al club} collecting {Recollint a les taquilles} returning {Tornant alguna cosa} other {En una altra pantalla}}",
  'help.queue.door':
    "{why, select, left_open {La porta {number} continua oberta} did_not_open {La porta {number} no s'obre} forced {La porta {number} s'ha obert sense permís} other {La porta {number} necessita un tècnic}}",
  'help.queue.state': '{state, select, waiting {Espera} late {Espera massa} other {Atesa}}',
  'help.queue.coming': '{name} hi va',
  'help.queue.coming.unnamed': 'Algú hi va',
  'help.queue.again': 'Si en cinc minuts no hi ha arribat ningú, tornarà a sonar.',
  'help.queue.helped': 'Resolta',
  'help.queue.nobody': 'No hi havia ningú',
  'help.queue.passed': 'Ho porta una altra persona',
  'help.queue.said': 'Apuntat.',
  'help.queue.problem.not-signed-in': "La pantalla s'ha bloquejat. Torna a entrar.",
  'help.queue.problem.not-now': "Una altra persona ja se n'ocupa, o la crida s'ha acabat.",
  'help.queue.problem.storage': "No s'ha pogut desar. Ves-hi igualment i avisa qui porta l'equip.",
  'help.queue.problem.unreachable': "L'equip no respon. Ves-hi igualment.",
  'help.queue.more': 'Veure les {count} crides',
};
