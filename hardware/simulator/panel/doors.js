// The doors as they are in the room: each is pressed like a door, and shows what its lock and its switch do.
import { openDoorMenu } from './door-menu.js';
import { at, icon, make, send } from './elements.js';

/** How long the hand pulls at a closed door, in milliseconds. */
const pullMs = 3000;

let layout = null;
let built = '';
const tiles = new Map();

/** Takes where the doors are in the room; null puts them in rows. */
export function placeDoors(doors) {
  layout = doors;
  built = '';
}

/** Shows all doors. Built anew only when the bank is another. */
export function showDoors(buses, chosen) {
  const shape = JSON.stringify([layout, buses.map(({ name, boards }) => [name, boards.map(({ address, locks }) => [address, locks.length])])]);
  if (shape !== built) build(buses);
  built = shape;
  for (const bus of buses) {
    for (const board of bus.boards) {
      board.locks.forEach((lock, index) => update(tiles.get(keyOf(bus.name, board.address, index)), lock, bus, board));
    }
  }
  for (const cabinet of at('cabinets').children) cabinet.classList.toggle('is-chosen', buses.length < 2 || cabinet.dataset.bus === chosen.name);
}

function build(buses) {
  tiles.clear();
  at('cabinets').replaceChildren(...(layout === null ? buses.map(rowsOf) : [columnsOf(buses)]));
}

/** As in the room: columns from the left, doors from the top, each as high as it is. */
function columnsOf(buses) {
  const columns = new Map();
  for (const door of [...layout].sort((a, b) => a.column - b.column || a.row - b.row)) {
    const tile = makeTile(String(door.number), { bus: door.bus ?? buses[0].name, board: door.board, lock: door.lock });
    tile.element.style.flexGrow = String(door.heightMm);
    columns.set(door.column, [...(columns.get(door.column) ?? []), tile.element]);
  }
  const parts = [...columns.values()].map((doors) => make('div', { class: 'column' }, ...doors));
  return make('div', { class: 'cabinet in-columns', 'data-bus': buses[0].name }, ...parts);
}

/** Without a layout: a row of shelves for each board. */
function rowsOf(bus) {
  const boards = bus.boards.map(({ address, locks }) =>
    make(
      'div',
      { class: 'shelf' },
      make('span', { class: 'shelf-name' }, `board ${address}`),
      ...locks.map((_, lock) => makeTile(String(lock), { bus: bus.name, board: address, lock }).element),
    ),
  );
  return make(
    'div',
    { class: 'cabinet in-rows', 'data-bus': bus.name },
    make('h3', {}, bus.name === bus.family ? bus.name : `${bus.name} (${bus.family})`),
    ...boards,
  );
}

function makeTile(name, where) {
  const marks = make('span', { class: 'marks' });
  const number = make('span', { class: 'number' }, name);
  const leaf = make(
    'button',
    { type: 'button', class: 'leaf' },
    make('span', { class: 'lamp' }),
    number,
    make('span', { class: 'coil' }, icon('bolt')),
    make('span', { class: 'handle' }),
    marks,
  );
  const more = make('button', { type: 'button', class: 'more', 'aria-label': `More for door ${name}` }, icon('more'));
  const element = make('div', { class: 'door' }, make('span', { class: 'inside', 'aria-hidden': 'true', 'data-number': name }), leaf, more);
  const tile = { element, leaf, marks, name, where, lock: null };
  leaf.addEventListener('click', () => press(tile));
  more.addEventListener('click', () => openDoorMenu(tile, more));
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    openDoorMenu(tile, more);
  });
  tiles.set(keyOf(where.bus, where.board, where.lock), tile);
  return tile;
}

/** The hand: it closes an open door, and pulls at a closed one. */
function press(tile) {
  if (tile.lock.isOpen) return void send({ close: tile.where });
  tile.element.classList.add('is-pulled');
  setTimeout(() => tile.element.classList.remove('is-pulled'), pullMs);
  return void send({ pull: { ...tile.where, forMs: pullMs } });
}

function update(tile, lock, bus, board) {
  if (tile === undefined) return;
  tile.lock = lock;
  const { classList } = tile.element;
  classList.toggle('is-open', lock.isOpen && !lock.isAjar);
  classList.toggle('is-ajar', lock.isAjar);
  classList.toggle('is-coil-on', lock.isCoilOn);
  classList.toggle('is-lit', lock.isLit);
  classList.toggle('says-open', lock.sensor === 'open');
  classList.toggle('is-dark', bus.end === null || bus.isCut || board.isSilent || board.isRestarting);
  if (lock.isOpen) classList.remove('is-pulled');
  const marks = marksOf(lock).join(' ');
  if (tile.marks.textContent !== marks) tile.marks.replaceChildren(...marksOf(lock).map((mark) => make('i', {}, mark)));
  const says = `Door ${tile.name}: ${lock.isAjar ? 'ajar' : lock.isOpen ? 'open' : 'closed'}, sensor says ${lock.sensor}${marks === '' ? '' : `, ${marks}`}`;
  if (tile.leaf.getAttribute('aria-label') !== says) {
    tile.leaf.setAttribute('aria-label', says);
    tile.leaf.title = `${says}\n${tile.where.bus} ${tile.where.board}/${tile.where.lock}, ${lock.pulses} pulses`;
  }
}

/** What is wrong with a door, or unusual, in single words. */
function marksOf(lock) {
  return [
    lock.isJammed && 'jam',
    lock.isRelayStuck && 'relay',
    lock.stuckAt !== null && 'lies',
    lock.bounceMs > 0 && 'bounces',
    lock.opensAfterMs > 0 && 'slow',
    lock.closesAfterMs > 0 && 'slow shut',
    lock.opensBy === 'hand' && 'pull',
  ].filter(Boolean);
}

function keyOf(bus, board, lock) {
  return `${bus} ${board}/${lock}`;
}
