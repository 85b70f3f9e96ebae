import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { type Ears, escaped } from './ears.ts';

/** An order's number as it is said: `K 1, 0 0 0, 4 2, 7`. */
export const NUMBER = /Tu número de pedido,? ((?:[0-9A-Z],? )+[0-9A-Z])[.,]/;

/** Which door, and where: `La puerta 14 está abierta. En la parte alta, tercera columna desde la izquierda.` */
export const DOOR = /puerta (\d+)(?: está)? abierta.*columna/i;

/** What is said at the end of each screen, and how much there is to go through. */
export const STOPS = /que elegir: pulsa abajo/;

/** A screen that was said to its end. */
export function screen(title: string): RegExp {
  return new RegExp(`${escaped(title)}.*${STOPS.source}`);
}

/** Help pressed twice begins to speak: nothing has to be found for it. */
export async function listen(ears: Ears): Promise<void> {
  await ears.key('F1');
  await ears.key('F1');
  await ears.hear(screen('Voz activada'));
}

/** In the help, one of the choices of speech hides the screen from whoever stands behind. */
export async function drawCurtain(ears: Ears): Promise<void> {
  await ears.key('F1');
  await ears.key('F1');
  await ears.hear(STOPS);
  await ears.press(new RegExp(`${es['speech.curtain.closed']}, opción`), 'up');
  await ears.key('Escape');
}

/** `K 1, 0 0 0, 4 2, 7` without its pauses. */
export function numberIn(heard: string): string {
  const [, said = ''] = NUMBER.exec(heard) ?? [];
  return said.replaceAll(/[ ,]/g, '');
}

/** An order's number as messages write it: `K1-00042-7`. */
export function written(number: string): string {
  return number.replace(/^(\w\w)(\w+)(\w)$/, '$1-$2-$3');
}

/** The door of which that was said. */
export function doorIn(heard: string): number {
  const [, door] = DOOR.exec(heard) ?? [];
  return Number(door);
}

/** The number of the order that was placed just now, as the station has it. */
export function placedNumber(stage: Stage): Promise<string> {
  return stage.ask(async (calls) => {
    for await (const view of await calls.kiosk.watch({})) return view.session?.placed?.number ?? '';
    return '';
  });
}
