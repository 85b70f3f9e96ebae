import type { Language } from '../words.ts';
import { until } from '../../world/until.ts';
import { arrive, closeDoor, doorOnScreen } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { headOffice } from '../head-office.ts';
import { mailAbout, waitingOrder } from '../prepare.ts';
import { hubHasOrder, mustHold, sameDoor, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import { untilDoorsRest } from '../stage.ts';

const reason: Readonly<Record<Language, string>> = {
  es: 'El cliente llama desde el silo: su móvil no tiene batería',
  en: 'The customer calls from the silo: their phone is empty',
  pt: 'O cliente liga dos cacifos: o telemóvel está sem bateria',
  ca: 'El client truca des de les taquilles: el seu mòbil no té bateria',
};

/** Head office opens one door for somebody who calls, on the record: signed, within a minute, its reason on the silo's screen. */
export const remoteOpen: Flow = {
  name: 'remote-open',
  title: 'head office opens a door from afar',
  worksOffline: false,
  async setUp(stage) {
    const order = await waitingOrder(stage, 1, 'sin.bateria@example.com');
    const mail = await mailAbout(stage, order.number);
    const [parcel] = order.parcels;
    await untilDoorsRest();
    stage.tell('set-up', `order ${order.number} waits behind door ${parcel.door}; its customer stands there with an empty phone, and calls`);
    return {
      async play() {
        const { silo, words, wire, tell } = stage;
        const office = headOffice(stage);
        const found = (await office.parcels()).find((one) => one.number === order.number);
        if (found === undefined) throw new Error('Head office does not see the parcel.');
        await arrive(stage);
        await wire.begin();
        const orderedAt = performance.now();
        const why = reason[stage.language];
        const { commandId } = await office.open({ stationId: found.stationId, compartmentId: found.compartmentId, purpose: 'hand-over', reason: why });
        tell('head office', `orders door ${parcel.door} to open for a hand-over: "${why}"`);
        await until('the silo opens the door', 30_000, async () => {
          const { outcome } = await office.command(commandId);
          if (outcome !== null && outcome !== 'opened') throw new Error(`The silo answered ${outcome}.`);
          return (await silo.getByRole('heading', { name: words['remote.open.hand-over'], exact: true }).count()) > 0;
        });
        sameDoor(parcel.door, await doorOnScreen(silo));
        mustHold((await silo.getByText(why).count()) > 0, 'The silo does not show the reason.');
        const { hex } = await wire.unlocked();
        tell('silo', `shows the reason and opens door ${parcel.door}`);
        tell('bank', `unlock frame ${hex}, less than ${Math.ceil((performance.now() - orderedAt) / 1000)} s after the order`);
        closeDoor(stage, parcel.door);
        await seeTitle(silo, words['remote.closed'], 30_000);
        await press(silo, words['remote.done']);
        const answered = await until('head office hears of it', 60_000, async () => {
          const command = await office.command(commandId);
          return command.outcome === null ? false : command;
        });
        mustHold(answered.outcome === 'opened', `The silo answered ${answered.outcome ?? 'nothing'}.`);
        tell('head office', `hears that the door was ${answered.outcome}`);
        await untilEmptied(stage, [parcel.door]);
      },
      atHub: () => hubHasOrder(stage, mail, 'collected'),
    };
  },
};
