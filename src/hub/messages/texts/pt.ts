import { doorList } from './door-list.ts';
import type { MessageTexts } from './message-texts.ts';

/** What messages to customers say in the Portuguese of Portugal. Dates begin with the day's number, after "dia". */
export const ptMessages: MessageTexts = {
  order: 'Encomenda',
  total: 'Total',
  quantity: 'Quantidade',
  seeOrder: 'Ver a minha encomenda',
  footer: (store) => `Recebe esta mensagem porque fez uma encomenda em ${store}. Não é preciso responder.`,
  received: {
    subject: (number) => `Recebemos a sua encomenda ${number}`,
    title: 'Temos a sua encomenda',
    lead: 'Só falta pagá-la. Assim que o fizer, começamos a prepará-la.',
    payTitle: 'Como pagar',
    payText: (number) => `Passe pela caixa e mostre o código do talão ou diga o número da encomenda: ${number}. Pode pagar em numerário ou com cartão.`,
  },
  paid: {
    subject: (number) => `Recibo da encomenda ${number}`,
    title: 'Pagamento recebido, obrigado',
    lead: (total) => `Recebemos ${total}.`,
    paidOn: (date) => `Pago no dia ${date}`,
    tender: { cash: 'Em numerário', card: 'Com cartão', online: 'Online', nothing: 'Nada a pagar' },
    nothingTitle: 'Não tem nada a pagar',
    nothingDue: 'Os seus descontos cobrem tudo: a encomenda é sua e nada é cobrado.',
    notInvoice: 'Este recibo não é uma fatura. Se precisar dela, peça-a na caixa com o número da encomenda.',
  },
  calls: {
    ready: {
      subject: (number) => `A sua encomenda ${number} espera no cacifo`,
      title: 'Já pode levantá-la',
      lead: (store) => `A sua encomenda está nos cacifos de ${store}. Levanta-a sem filas e em poucos segundos.`,
    },
    another: {
      subject: (number) => `Outro volume à sua espera: encomenda ${number}`,
      title: 'Há outro volume à sua espera',
      lead: (store) => `Colocámos outro volume para si nos cacifos de ${store}. O código é o mesmo: abre todas as suas portas, uma a seguir à outra.`,
    },
    code: {
      subject: (number) => `O seu código para a encomenda ${number}`,
      title: 'Aqui está o seu código',
      lead: (store) => `Pediu-nos outra vez o código para os cacifos de ${store}.`,
    },
    reminder: {
      subject: (number) => `A sua encomenda ${number} continua no cacifo`,
      title: 'Continua à sua espera',
      lead: (store) => `A sua encomenda ainda está nos cacifos de ${store}.`,
    },
    extended: {
      subject: (number) => `Tem mais dias para a sua encomenda ${number}`,
      title: 'Prazo alargado',
      lead: (store) => `Feito: a sua encomenda espera mais tempo nos cacifos de ${store}. O código é o mesmo.`,
    },
  },
  ready: {
    subject: (number) => `A sua encomenda ${number} espera no cacifo`,
    title: 'Já pode levantá-la',
    codeAlt: 'Código QR que abre o cacifo',
    how: [
      'Aproxime este código da câmara do ecrã dos cacifos.',
      'A porta abre-se sozinha e o ecrã mostra qual é.',
      'Retire o volume e feche a porta. Já está.',
    ],
    noPhone: 'O código não funciona? Escreva estes dois dados no ecrã:',
    shortCode: 'Código curto',
    pin: 'PIN',
    doors: (doors) =>
      doors.length === 1
        ? `É a porta ${doors.join()}: procure o número grande nos cacifos.`
        : `São as portas ${doorList(doors, 'pt')}: abrem-se uma a seguir à outra com o mesmo código.`,
    until: (date) => `Pode levantá-la até ao dia ${date}.`,
    moreDays: 'Precisa de mais tempo? Abra o seu código e toque em «Preciso de mais dias».',
    keep: 'Quem tiver este código pode abrir a porta. Partilhe-o apenas com quem vier levantar por si.',
    askStaff: (number) => `Diga o número da encomenda, ${number}, a qualquer pessoa da loja, que lha entregará.`,
    openCode: 'Abrir o meu código',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}a sua encomenda ${p.number} está ${p.doors.length === 1 ? 'na porta' : 'nas portas'} ${doorList(p.doors, 'pt')}. O seu código QR: ${p.url} Ou escreva ${p.code} e PIN ${p.pin}. Até ${p.until}.`,
  },
  collected: {
    subject: (number) => `Levantou a sua encomenda ${number}`,
    title: 'Levantada. Esperamos que goste',
    lead: (date) => `A porta abriu-se e fechou-se no dia ${date}. Com o código já não há nada para levantar.`,
    subjectPart: (number) => `Levantou uma parte da sua encomenda ${number}`,
    titlePart: 'Levantada. Ainda há mais',
    leadPart: (date, left) =>
      `A porta abriu-se e fechou-se no dia ${date}. ${left === 1 ? 'Falta-lhe um volume' : `Faltam-lhe ${left} volumes`} nos cacifos: o mesmo código continua a abrir.`,
    notYou: 'Não foi quem a levantou, nem alguém a seu pedido? Avise-nos na loja com o número da encomenda.',
  },
  recalled: {
    subject: (number) => `Retirámos a sua encomenda ${number} do cacifo`,
    title: 'A sua encomenda já não está no cacifo',
    expired: 'O prazo para a levantar acabou e retirámo-la do cacifo. Não se perdeu: está connosco na loja.',
    taken: 'Tivemos de a retirar do cacifo. Não se perdeu: está connosco na loja.',
    nextTitle: 'O que fazer agora',
    next: (number) => `Diga o número da encomenda, ${number}, a qualquer pessoa da loja: entrega-lha, volta a colocá-la no cacifo ou devolve-lhe o dinheiro.`,
  },
  returned: {
    subject: (receipt) => `Comprovativo da sua devolução ${receipt}`,
    title: 'Temos a sua devolução',
    lead: (date) => `Deixou-a nos cacifos no dia ${date}.`,
    receipt: (receipt) => `Comprovativo ${receipt}`,
    refund: (amount) => `Vamos devolver-lhe ${amount} pelo mesmo meio com que pagou, assim que a verificarmos. O mais tardar em 14 dias.`,
    review: 'Uma pessoa da loja vai verificá-la e dizer-lhe que valor lhe cabe.',
    duplicate: 'Estes artigos já constavam como devolvidos. Uma pessoa da loja vai verificar.',
    footer: (store) => `Recebe esta mensagem porque deixou uma devolução em ${store}. Guarde-a: é o seu comprovativo.`,
  },
  refunded: {
    subject: (number) => `Devolvemos-lhe o dinheiro da encomenda ${number}`,
    title: 'Dinheiro devolvido',
    lead: (amount, date) => `Devolvemos-lhe ${amount} no dia ${date}.`,
    tender: { cash: 'Em numerário, na caixa.', card: 'Para o cartão com que pagou. O banco pode demorar alguns dias a mostrá-lo.' },
    subjectDeclined: (number) => `Sobre a sua devolução da encomenda ${number}`,
    titleDeclined: 'Não podemos devolver-lhe o dinheiro',
    leadDeclined: 'Verificámos o que deixou e não podemos devolver-lhe o dinheiro.',
    receipt: (receipt) => `Comprovativo ${receipt}`,
    ask: (number) => `Tem dúvidas? Pergunte na loja com o número da encomenda, ${number}.`,
  },
};
