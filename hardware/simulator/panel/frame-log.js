// What went over the wire and what it did, the newest first.
import { at, icon, make } from './elements.js';

const rowsKept = 250;
const log = at('log');
const paused = at('log-paused');
let kept = [];

at('log-polls').addEventListener('change', redraw);
paused.addEventListener('change', redraw);
at('log-clear').addEventListener('click', () => {
  kept = [];
  redraw();
});

/** Adds what happened. */
export function addLines(lines) {
  kept = [...kept, ...lines].slice(-4 * rowsKept);
  if (paused.checked) return;
  const rows = lines.filter(isWanted).map(rowOf).reverse();
  log.prepend(...rows);
  while (log.childElementCount > rowsKept) log.lastElementChild.remove();
}

function redraw() {
  if (paused.checked) return;
  log.replaceChildren(...kept.filter(isWanted).slice(-rowsKept).map(rowOf).reverse());
}

/** Polling is most of what there is, and says little. */
function isWanted({ event, meaning = '' }) {
  return event !== 'frame' || at('log-polls').checked || !/^(status of|board \d+ answers status$)/.test(meaning);
}

function rowOf(line) {
  const time = make('time', {}, timeOf(line.atMs));
  switch (line.event) {
    case 'frame':
      return make(
        'li',
        { class: `frame is-${line.direction}` },
        time,
        icon(line.direction),
        make('span', { class: 'words' }, line.meaning),
        make('code', {}, line.hex),
      );
    case 'pulse':
      return make('li', { class: 'pulse' }, time, icon('bolt'), make('span', { class: 'words' }, `coil of ${placeOf(line)} is on`));
    case 'door':
      return make(
        'li',
        { class: `door-row is-${line.state}` },
        time,
        make('span', { class: 'dot' }),
        make('span', { class: 'words' }, `door ${placeOf(line)} ${line.state}, by ${line.by === 'force' ? 'a crowbar' : `the ${line.by}`}`),
      );
    default:
      return make('li', { class: 'other' }, time, make('span', { class: 'dot' }), make('span', { class: 'words' }, otherText(line)));
  }
}

function otherText({ event, bus = '', state = '', path = '', message = '' }) {
  return [event, bus, state, path, message].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

function placeOf({ bus, board, lock }) {
  return `${bus === undefined ? '' : `${bus} `}${board}/${lock}`;
}

function timeOf(atMs) {
  if (atMs === undefined) return '';
  const seconds = atMs / 1000;
  const minutes = Math.floor(seconds / 60) % 60;
  return `${String(minutes).padStart(2, '0')}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
}
