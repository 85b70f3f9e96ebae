// What can be done with one door besides pressing it.
import { at, make, send } from './elements.js';

let shown = null;

/** Opens the menu of a door beside `anchor`. */
export function openDoorMenu(tile, anchor) {
  const menu = at('menu');
  shown = tile;
  fill(menu);
  menu.showPopover();
  const from = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.right - size.width, innerWidth - size.width - 8));
  const top = from.bottom + size.height + 8 > innerHeight ? Math.max(8, Math.min(from.top - size.height, innerHeight - size.height - 8)) : from.bottom + 4;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
  menu.querySelector('button')?.focus();
}

function fill(menu) {
  const { lock, where, name } = shown;
  menu.replaceChildren(
    make('h3', {}, `Door ${name}`, make('small', {}, `${where.bus} ${where.board}/${where.lock}`)),
    group(
      'Hand',
      act('Close', { close: where }, !lock.isOpen),
      act('Close, not quite', { ajar: where }, !lock.isOpen || lock.isAjar),
      act('Pull', { pull: { ...where, forMs: 3000 } }),
      act('Crowbar', { open: where }, lock.isOpen),
    ),
    group(
      'Bolt',
      toggle('Jammed', lock.isJammed, (on) => ({ jam: { ...where, on } })),
      toggle('Relay sticks at next pulse', lock.isRelayStuck, (on) => ({ relay: { ...where, on } })),
    ),
    group(
      'Opens by',
      choice('spring', lock.opensBy === 'spring', { spring: { ...where, on: true } }),
      choice('a hand that pulls', lock.opensBy === 'hand', { spring: { ...where, on: false } }),
    ),
    group(
      'Sensor says',
      choice('the truth', lock.stuckAt === null, { stick: { ...where, at: null } }),
      choice('open', lock.stuckAt === 'open', { stick: { ...where, at: 'open' } }),
      choice('closed', lock.stuckAt === 'closed', { stick: { ...where, at: 'closed' } }),
      toggle('Bounces', lock.bounceMs > 0, (on) => ({ bounce: { ...where, ms: on ? 150 : 0 } })),
    ),
    group(
      'Moves',
      toggle('Opens 1 s late', lock.opensAfterMs > 0, (on) => ({ slow: { ...where, afterMs: on ? 1000 : 0 } })),
      toggle('Closes 2 s late', lock.closesAfterMs > 0, (on) => ({ slowClose: { ...where, afterMs: on ? 2000 : 0 } })),
    ),
  );
}

function group(title, ...entries) {
  return make(
    'div',
    { class: 'menu-group', role: 'group', 'aria-label': title },
    make('span', { class: 'menu-title' }, title),
    make('div', { class: 'menu-entries' }, ...entries),
  );
}

function act(text, command, isIdle = false) {
  return entry(text, command, null, isIdle);
}

function choice(text, isOn, command) {
  return entry(text, command, isOn, false);
}

function toggle(text, isOn, commandFor) {
  return entry(text, commandFor(!isOn), isOn, false);
}

function entry(text, command, isOn, isIdle) {
  const run = async () => {
    at('menu').hidePopover();
    await send(command);
  };
  return make('button', { type: 'button', disabled: isIdle, 'aria-pressed': isOn === null ? null : String(isOn), onclick: run }, text);
}
