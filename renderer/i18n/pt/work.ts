import type { esWork } from '../es/work.ts';
import type { Translation } from '../translation.ts';

/** Messages of the staff's daily work (calls for help, orders that change, money, the end of a shift), in Portuguese. */
export const ptWork: Translation<typeof esWork> = {
  'staff.home.help': 'Pedidos de ajuda',
  'staff.home.help.note': '{count, plural, =0 {Ninguém espera} one {# pessoa espera} other {# pessoas esperam}}',
  'help.queue.title': 'Pedidos de ajuda',
  'help.queue.body': 'Primeiro, quem espera há mais tempo.',
  'help.queue.empty.title': 'Ninguém pede ajuda',
  'help.queue.empty.body': 'Quando alguém chamar, toca em todos os ecrãs do pessoal.',
  'help.queue.alone': 'Sem ligação: aqui só vê e ouve os pedidos deste equipamento. Dê uma volta pela loja.',
  'help.queue.where': '{screen, select, silo {Cacifos} other {Quiosque}}',
  'help.queue.where.elsewhere': '{screen, select, silo {Cacifos} other {Quiosque}} {station}',
  'help.queue.doing':
    '{doing, select, start {No ecrã inicial} choosing {A ver produtos} bag {No saco} delivery {A escolher como receber} order {Com a sua encomenda} member {No clube} collecting {A levantar nos cacifos} returning {A devolver algo} other {Noutro ecrã}}',
  'help.queue.door':
    '{why, select, left_open {A porta {number} continua aberta} did_not_open {A porta {number} não abre} forced {A porta {number} foi aberta sem autorização} other {A porta {number} precisa de um técnico}}',
  'help.queue.state': '{state, select, waiting {Espera} late {Espera demasiado} other {Em curso}}',
  'help.queue.coming': '{name} vai a caminho',
  'help.queue.coming.unnamed': 'Alguém vai a caminho',
  'help.queue.again': 'Se em cinco minutos ninguém chegar, volta a tocar.',
  'help.queue.helped': 'Resolvido',
  'help.queue.nobody': 'Não estava ninguém',
  'help.queue.passed': 'Fica com outra pessoa',
  'help.queue.said': 'Registado.',
  'help.queue.problem.not-signed-in': 'O ecrã bloqueou. Entre outra vez.',
  'help.queue.problem.not-now': 'Outra pessoa já trata disso, ou o pedido terminou.',
  'help.queue.problem.storage': 'Não foi possível guardar. Vá na mesma e avise quem trata do equipamento.',
  'help.queue.problem.unreachable': 'O equipamento não responde. Vá na mesma.',
  'help.queue.more': 'Ver os {count} pedidos',
};
