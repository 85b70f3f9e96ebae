import type { esLook } from '../es/look.ts';
import type { Translation } from '../translation.ts';

/** Messages of the round that looks into the doors, in Catalan. */
export const caLook: Translation<typeof esLook> = {
  'staff.look': 'Mirar a dins',
  'staff.look.note': '{count, plural, one {# porta que ningú no ha vist buida} other {# portes que ningú no ha vist buides}}',
  'staff.look.note.running': 'Ronda a mitges: {done} de {total}',
  'staff.look.title': 'Mirar a dins de les portes',
  'staff.look.body':
    '{count, plural, one {Hi ha # porta que ningú no ha vist buida} other {Hi ha # portes que ningú no ha vist buides}}. Fins que algú hi miri, els clients no hi poden deixar res. S’obren d’una en una: hi mires, treus el que hi hagi i tanques.',
  'staff.look.interrupt': 'Pots parar quan vulguis i continuar més tard des d’on eres, també després d’un tall de llum.',
  'staff.look.start': '{count, plural, one {Comença: # porta} other {Comença: # portes}}',
  'staff.look.none.title': 'Tot està vist',
  'staff.look.none.body': 'No queda cap porta per mirar.',
  'staff.look.progress': '{done} de {total}',
  'staff.look.task': 'Ronda · {at} de {total}',
  'staff.look.next': 'La següent és la porta {number}',
  'staff.look.open': 'Obre la porta {number}',
  'staff.look.skip': 'Salta aquesta',
  'staff.look.go-on': 'Següent: obre la {number}',
  'staff.look.pause': 'Para aquí',
  'staff.look.rest': 'Continua amb les altres',
  'staff.look.to-end': 'Mira el resultat',
  'staff.look.in-hand.title': 'Queden portes en ús',
  'staff.look.in-hand.body': 'Les que falten les té ara una altra persona. Espera un moment, o acaba la ronda.',
  'staff.look.finished': 'Ronda acabada',
  'staff.look.empty': '{count, plural, one {# porta buida: ja es fa servir} other {# portes buides: ja es fan servir}}',
  'staff.look.not-empty':
    '{count, plural, one {# porta amb alguna cosa a dins: continua apartada} other {# portes amb alguna cosa a dins: continuen apartades}}',
  'staff.look.did-not-open': '{count, plural, one {# porta no s’ha obert: avisa el tècnic} other {# portes no s’han obert: avisa el tècnic}}',
  'staff.look.skipped': '{count, plural, one {# porta saltada} other {# portes saltades}}',
  'staff.look.end': 'Acaba la ronda',
  'staff.look.again': '{count, plural, one {Torna a mirar la que falta} other {Torna a mirar les # que falten}}',
  'staff.look.problem.not-signed-in': 'La pantalla s’ha bloquejat. Torna a entrar.',
  'staff.look.problem.not-now': 'La ronda ja no està així. Mira la pantalla i torna-ho a provar.',
  'staff.look.problem.nothing-to-do': 'No queda cap porta per mirar.',
  'staff.look.problem.unknown-compartment': 'Aquesta porta està fora d’ús. Salta-la.',
  'staff.look.problem.holds-parcel': 'Aquesta porta guarda ara un paquet. Salta-la.',
  'staff.look.problem.busy': 'Les taquilles estan ocupades amb una altra persona. Espera que acabi.',
  'staff.look.problem.doors-unreachable': 'Aquesta porta no respon. Salta-la i avisa el tècnic.',
  'staff.look.problem.storage': 'No s’ha pogut desar, i no s’ha obert res. Avisa qui porta l’equip.',
  'staff.look.problem.unreachable': 'L’equip no respon. Mira les taquilles abans de tornar-ho a provar.',
};
