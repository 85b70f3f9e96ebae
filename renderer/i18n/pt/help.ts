import type { esHelp } from '../es/help.ts';
import type { Translation } from '../translation.ts';

/** Messages about calling somebody of the staff, in Portuguese. */
export const ptHelp: Translation<typeof esHelp> = {
  'help.call': 'Chamar alguém da loja',
  'help.call.note': 'Toca nos ecrãs da equipa. Pode continuar a usar este ecrã.',
  'help.problem.storage': 'Não conseguimos chamar. Peça ajuda a alguém da loja.',
  'help.problem.unreachable': 'Não conseguimos chamar. Peça ajuda a alguém da loja.',
  'help.problem.not-now': 'Essa chamada já terminou.',
  'help.calling': 'A chamar alguém da loja · {time}',
  'help.calling.here': 'Neste momento não há ligação: toca só neste ecrã, não nos outros da loja.',
  'help.why':
    '{why, select, left_open {Há uma porta aberta: avisámos a loja · {time}} did_not_open {Uma porta não se abriu: avisámos a loja · {time}} wiring {Avisámos a loja: não retire nada de outra porta e feche-a, por favor · {time}} forced {Há uma porta aberta. Feche-a, por favor; avisámos a loja · {time}} other {Avisámos a loja · {time}}}',
  'help.late': 'Ainda ninguém pôde vir. Continuamos a chamar · {time}',
  'help.late.phone': 'Ainda ninguém pôde vir. Continuamos a chamar · {time}. Também pode ligar para o {phone}.',
  'help.coming': 'Alguém da loja vem a caminho. Respondeu em {time}.',
  'help.takeBack': 'Já não é preciso',
  'help.solved': 'Já está resolvido',
  'help.over': 'A chamada terminou.',
  'help.time': '{minutes, plural, =0 {} one {#\u00a0min } other {#\u00a0min }}{seconds}\u00a0s',
  'help.staff.title': 'Pedem ajuda',
  'help.staff.silo': 'Pedem ajuda nos cacifos · {time}',
  'help.staff.kiosk': 'Pedem ajuda no quiosque · {time}',
  'help.staff.silo.elsewhere': 'Pedem ajuda {station, select, none {noutros cacifos} other {nos cacifos {station}}} · {time}',
  'help.staff.kiosk.elsewhere': 'Pedem ajuda {station, select, none {noutro quiosque} other {no quiosque {station}}} · {time}',
  'help.staff.door':
    '{why, select, left_open {A porta {number} continua aberta} did_not_open {A porta {number} não se abre} wiring {Abriu-se a porta {number} em vez de outra} forced {Abriram a porta {number} sem código} other {Porta {number}}} · {time}',
  'help.staff.coming': '{name} vai {screen, select, silo {aos cacifos} other {ao quiosque}} · {time}',
  'help.staff.coming.unnamed': 'Já vai alguém {screen, select, silo {aos cacifos} other {ao quiosque}} · {time}',
  'help.staff.answer': 'Vou já',
  'help.staff.done': 'Feito',
  'help.staff.signIn': 'Entre para responder.',
};
