import type { esCollect } from '../es/collect.ts';
import type { Translation } from '../translation.ts';

/** Messages of collecting at the silo beyond one door, in Portuguese. */
export const ptCollect: Translation<typeof esCollect> = {
  'collect.count': 'Volume {at} de {of}',
  'collect.time.left': '{seconds, plural, one {Resta # segundo.} other {Restam # segundos.}}',
  'collect.time.more': 'Preciso de mais tempo',

  'collect.opening.again': 'A abrir a porta outra vez',
  'collect.open.again': 'A sua porta está aberta outra vez',
  'collect.open.look': 'Retire o que esqueceu',
  'collect.open.put-back': 'Deixe a encomenda lá dentro',
  'collect.open.unseen': 'Agora não vemos se a porta está aberta. Quando terminar, feche-a bem e diga-nos.',
  'collect.open.called': 'Avisámos uma pessoa da loja.',
  'collect.open.empty': 'Obrigado por avisar. Feche a porta: uma pessoa da loja vai ver.',
  'collect.open.taken': 'Obrigado por avisar. Leve-a e feche a porta.',
  'collect.problem': 'Há um problema',

  'collect.stuck.unseen.title': 'Não vemos a porta {number}',
  'collect.stuck.unseen.body': 'Se está aberta, retire a sua encomenda e feche-a: já terminou. Se está fechada, o seu código continua válido.',
  'collect.stuck.silent.title': 'A porta {number} não responde',
  'collect.stuck.silent.body':
    'A sua encomenda está segura. Se a porta se abrir sozinha, retire a encomenda e feche-a. Se não, peça ajuda ou volte mais tarde.',
  'collect.stuck.go-on': 'Abrir a porta seguinte',
  'collect.stuck.report': 'Avisar que não se abre',
  'collect.stuck.reported': 'A loja já está avisada. O seu código continua válido.',

  'collect.next.title': 'O volume seguinte',
  'collect.next.body': '{left, plural, one {Espera por si mais um volume.} other {Esperam por si mais # volumes.}} Abra a porta quando quiser.',
  'collect.next.open': 'Abrir a porta {number}',
  'collect.next.later': 'Deixar o resto para depois',
  'collect.next.ending': 'Se não tocar em nada, o resto fica para depois com o mesmo código.',

  'collect.thanks.left': '{left, plural, one {Um volume continua à sua espera.} other {# volumes continuam à sua espera.}} Abre-se com o mesmo código.',
  'collect.thanks.shut':
    '{count, plural, one {A porta {numbers} não se pode abrir agora: esse volume continua lá dentro} other {As portas {numbers} não se podem abrir agora: esses volumes continuam lá dentro}} e o seu código continua válido. Avisámos uma pessoa da loja.',
  'collect.thanks.put-back': 'A encomenda fica na porta {number}. A loja já sabe e vai ver.',
  'collect.thanks.empty': 'A loja já sabe e vai ver. Pergunte no balcão com o número da encomenda.',
  'collect.thanks.taken': 'A loja já sabe. Mostre-a no balcão ou devolva-a aqui quando quiser.',
  'collect.thanks.forgot': 'Deixei lá algo',
  'collect.again.title': 'Que porta abrimos outra vez?',
  'collect.again.body': 'Pode voltar a ver o que acabou de esvaziar.',
  'collect.again.door': 'Abrir a porta {number}',

  'collect.report.title': 'O que aconteceu?',
  'collect.report.wrong-item': 'Não é meu',
  'collect.report.damaged': 'Está danificado',
  'collect.report.empty': 'Não há nada lá dentro',
  'collect.report.keep.title': 'O que quer fazer?',
  'collect.report.put-back': 'Deixar lá dentro e fechar',
  'collect.report.take': 'Levar comigo',
  'collect.report.failed': 'Não conseguimos registar. Diga a uma pessoa da loja.',

  'collect.pin.title': 'Escreva o seu PIN',
  'collect.pin.body': 'Este código abre-se com o PIN. São 6 números e estão na sua mensagem.',
  'collect.pin.wrong': 'Esse PIN não está certo. Veja-o outra vez.',
  'collect.pin.leave': 'Desistir',
  'collect.locked.title': 'Este PIN está bloqueado',
  'collect.locked.works':
    'Foi mal escrito demasiadas vezes. O seu código QR continua a abrir: ponha-o em frente da câmara. Se não o tem, peça ajuda a uma pessoa da loja.',
  'collect.locked.ask': 'Foi mal escrito demasiadas vezes. A sua encomenda está segura. Peça a uma pessoa da loja um PIN novo.',
  'collect.locked.done': 'Entendido',

  'collect.unsure.restart.title': 'A máquina reiniciou',
  'collect.unsure.unseen.title': 'Não vimos a porta {number}',
  'collect.unsure.body': 'A porta {number} abriu-se e tem a sua encomenda? Então já terminou. Se não, o seu código continua válido: mostre-o outra vez.',
  'collect.unsure.scan': 'Mostrar o meu código',

  'collect.close.title': 'A porta {number} está aberta',
  'collect.close.restart': 'A máquina reiniciou. Se é a sua porta, retire o que é seu. Feche-a, por favor.',
  'collect.close.left': 'Se é a sua porta, retire o que é seu. Feche-a, por favor.',
  'collect.close.nobody': 'Não fomos nós que a abrimos. Se está ao lado, feche-a, por favor, e não retire nada.',
  'collect.close.called': 'Avisámos uma pessoa da loja.',
  'collect.close.mine': 'Venho levantar ou devolver outra coisa',
  'collect.ready.open-door': 'A porta {number} está aberta. Se está ao lado, feche-a, por favor.',
  'collect.refused.shop.title': 'A sua encomenda está em {shop}',

  'collect.shut.title': '{count, plural, one {A porta {numbers} não se pode abrir agora} other {As portas {numbers} não se podem abrir agora}}',
  'collect.shut.out-of-service':
    '{count, plural, one {Está avariada. A sua encomenda está segura lá dentro} other {Estão avariadas. Os seus volumes estão seguros lá dentro}} e o seu código continua válido.',
  'collect.shut.look': 'Antes, alguém da loja tem de a ver. O seu código continua válido.',
  'collect.shut.called': 'Avisámos uma pessoa da loja.',
  'collect.shut.ask': 'Avise uma pessoa da loja.',
  'collect.shut.phone': 'Se não vier ninguém, ligue para o {phone}.',
  'collect.shut.done': 'Entendido',

  'collect.ready.collect-only': 'Agora aqui só se pode levantar. Para devolver ou deixar algo, fale com uma pessoa da loja.',

  'collect.say.next': 'Porta fechada. A seguinte é a porta {number}. {where} Toque em abrir quando quiser, ou deixe o resto para depois.',
  'collect.say.thanks.left': 'Obrigado. {left, plural, one {Um volume continua à sua espera} other {# volumes continuam à sua espera}} com o mesmo código.',
  'collect.say.stuck': 'A porta {number} não se abriu. {where}',
  'collect.say.close': 'A porta {number} está aberta. {where} Feche-a, por favor.',
  'collect.say.reminder': 'A porta {number} continua aberta. {where} Feche-a quando terminar.',
};
