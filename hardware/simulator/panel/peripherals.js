// The scanner and the printer.
import { at, endText, make, makeSwitch, send } from './elements.js';

const code = at('scan-code');

at('scan-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = code.value.trim();
  if (text !== '') void scan(text);
});
code.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  at('scan-form').requestSubmit();
});

const conditions = [
  ['paperOut', 'Paper out', 'isPaperOut'],
  ['coverOpen', 'Cover open', 'isCoverOpen'],
  ['off', 'Off', 'isOff'],
  ['paperNearEnd', 'Nearly out', 'isPaperNearEnd'],
  ['cutterBlocked', 'Cutter jam', 'isCutterBlocked'],
  ['mute', 'Mute', 'isMute'],
].map(([name, text, key]) => ({ key, control: makeSwitch(text, (on) => send({ printer: { [name]: on } })) }));
at('printer-switches').append(...conditions.map(({ control }) => control.button));

let codesShown = '';

/** Shows what is there of the two. */
export function showPeripherals({ scanner, printer }) {
  at('scanner').hidden = scanner === null;
  at('printer').hidden = printer === null;
  if (scanner !== null) showScanner(scanner);
  if (printer === null) return;
  at('printer-end').textContent = endText(printer.end);
  for (const { key, control } of conditions) control.set(printer.condition[key] === true);
}

/** Shows the last slips, the newest first. */
export function showPaper(slips) {
  at('paper').replaceChildren(...(slips.length === 0 ? [make('p', { class: 'none' }, 'Nothing was printed yet.')] : slips.map(slipOf)));
}

function showScanner({ end, codes }) {
  at('scanner-end').textContent = endText(end);
  const shape = JSON.stringify(codes);
  if (shape === codesShown) return;
  codesShown = shape;
  at('codes').replaceChildren(
    ...codes.map((text) => make('li', {}, make('button', { type: 'button', title: 'Scan it again', onclick: () => scan(text) }, text))),
  );
}

async function scan(text) {
  await send({ scan: { code: text } });
  code.select();
}

/** The picture comes as SVG; as an image nothing in it can run. */
function slipOf({ svg, words, isCut }) {
  const source = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return make('img', { class: isCut ? 'slip' : 'slip is-uncut', src: source, alt: words });
}
