// One bus: its cable, its boards, the people before it, and the faults on its line.
import { at, endText, make, makeSwitch, send } from './elements.js';

let bus = null;
let boardsBuilt = '';
const boardRows = new Map();
const faultRows = new Map();

const cable = {
  plug: makeSwitch('Plugged in', (on) => send({ [on ? 'plug' : 'unplug']: { bus: bus.name } })),
  cut: makeSwitch('Line to boards', (on) => send({ cut: { bus: bus.name, on: !on } })),
  echo: makeSwitch('Adapter echoes', (on) => send({ echo: { bus: bus.name, on } })),
  reports: makeSwitch('Boards speak first', (on) => send({ reports: { bus: bus.name, on } })),
};
at('cable').append(...Object.values(cable).map(({ button }) => button));

const closings = [
  ['', 'never'],
  ['1500', 'after 1.5 s'],
  ['6000', 'after 6 s'],
  ['20000', 'after 20 s'],
];
const people = at('people');
people.append(...closings.map(([value, text]) => make('option', { value }, text)));
people.addEventListener('change', () => send({ autoClose: { bus: bus.name, afterMs: people.value === '' ? null : Number(people.value) } }));

/** Each fault with its words, and the time that belongs to it. */
const faults = [
  ['drop', 'Lost'],
  ['duplicate', 'Doubled'],
  ['corrupt', 'A bit turned'],
  ['misaddress', 'Misaddressed'],
  ['late', 'Late', 'lateMs', 'by up to'],
  ['merge', 'Merged'],
  ['split', 'In pieces', 'gapMs', 'rests up to'],
  ['noise', 'Stray bytes'],
  ['reset', 'Reset inside', 'resetMs', 'back after'],
];
const presets = [
  ['Good', null],
  ['Bad day', { drop: 0.03, corrupt: 0.03, late: 0.1, lateMs: 300, split: 0.1, noise: 0.1 }],
  ['Awful', { drop: 0.2, duplicate: 0.1, corrupt: 0.15, late: 0.3, lateMs: 900, merge: 0.1, split: 0.3, gapMs: 40, noise: 0.3, reset: 0.02 }],
];
at('presets').append(...presets.map(([name, value]) => make('button', { type: 'button', onclick: () => send({ faults: { bus: bus.name, ...value } }) }, name)));
at('faults').append(...faults.map(makeFaultRow));

/** Shows the bus that is chosen. */
export function showBus(now) {
  bus = now;
  cable.plug.set(bus.end !== null, endText(bus.end));
  cable.cut.set(!bus.isCut, bus.isCut ? 'cut' : 'whole');
  cable.echo.set(bus.isEchoing, bus.isEchoing ? 'two-wire' : '');
  cable.reports.button.hidden = !bus.canReport;
  cable.reports.set(bus.areReporting, '');
  showPeople(bus.autoCloseMs);
  showBoards();
  for (const row of faultRows.values()) row();
}

function showPeople(afterMs) {
  const value = afterMs === null ? '' : String(afterMs);
  if (![...people.options].some((option) => option.value === value)) people.append(make('option', { value }, `after ${Number(value) / 1000} s`));
  if (document.activeElement !== people) people.value = value;
}

function showBoards() {
  const shape = JSON.stringify([bus.name, bus.boards.map(({ address }) => address)]);
  if (shape !== boardsBuilt) {
    boardRows.clear();
    at('boards').replaceChildren(...bus.boards.map(({ address }) => makeBoardRow(address)));
  }
  boardsBuilt = shape;
  for (const board of bus.boards) boardRows.get(board.address)(board);
}

function makeBoardRow(address) {
  const power = makeSwitch(`Board ${address}`, (on) => send({ silence: { bus: bus.name, board: address, on: !on } }));
  const think = makeRange(
    400,
    1,
    (ms) => `${ms} ms`,
    (ms) => send({ think: { bus: bus.name, board: address, ms } }),
  );
  const reset = make(
    'button',
    {
      type: 'button',
      title: 'Its power fails in the middle of its next answer',
      onclick: () => send({ reset: { bus: bus.name, board: address, forMs: 2000 } }),
    },
    'Reset in mid-frame',
  );
  boardRows.set(address, (board) => {
    power.set(!board.isSilent, board.isSilent ? 'no power' : board.isRestarting ? 'restarts' : 'answers');
    think.set(board.turnAroundMs);
  });
  return make('div', { class: 'board' }, power.button, make('label', { class: 'slide' }, make('span', {}, 'thinks'), think.input, think.output), reset);
}

function makeFaultRow([key, text, timeKey, timeText]) {
  const change = (part) => send({ faults: { bus: bus.name, ...bus.faults, ...part } });
  const share = makeRange(
    1,
    0.01,
    (value) => `${Math.round(value * 100)} %`,
    (value) => change({ [key]: value }),
  );
  const row = make('div', { class: 'fault' }, make('label', { class: 'slide' }, make('span', {}, text), share.input, share.output));
  const time =
    timeKey === undefined
      ? null
      : makeRange(
          timeKey === 'gapMs' ? 200 : 5000,
          timeKey === 'gapMs' ? 1 : 50,
          (ms) => `${ms} ms`,
          (ms) => change({ [timeKey]: ms }),
        );
  if (time !== null) row.append(make('label', { class: 'slide is-sub' }, make('span', {}, timeText), time.input, time.output));
  faultRows.set(key, () => {
    share.set(bus.faults[key]);
    row.classList.toggle('is-on', bus.faults[key] > 0);
    time?.set(bus.faults[timeKey]);
  });
  return row;
}

/** A slider that tells its value while it is moved, and does not jump under the finger. */
function makeRange(most, step, words, onChange) {
  const input = make('input', { type: 'range', min: 0, max: most, step, value: 0 });
  const output = make('output', {}, words(0));
  let isHeld = false;
  const paint = () => {
    output.textContent = words(Number(input.value));
    input.style.setProperty('--share', `${(Number(input.value) / most) * 100}%`);
  };
  input.addEventListener('pointerdown', () => {
    isHeld = true;
  });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    input.addEventListener(end, () => {
      isHeld = false;
    });
  }
  input.addEventListener('input', () => {
    paint();
    onChange(Number(input.value));
  });
  return {
    input,
    output,
    set(value) {
      if (isHeld || Number(input.value) === value) return;
      input.value = String(value);
      paint();
    },
  };
}
