// Keeps the page as the simulator is: listens to its events, hands each part its piece.
import { showBus } from './bus-controls.js';
import { showDoors, placeDoors } from './doors.js';
import { at, endText, make } from './elements.js';
import { addLines } from './frame-log.js';
import { showPaper, showPeripherals } from './peripherals.js';

let state = null;
let chosen = null;
const arrivals = [];

const events = new EventSource('/events');
events.addEventListener('open', () => {
  at('gone').hidden = true;
});
events.addEventListener('error', () => {
  at('gone').hidden = false;
});
events.addEventListener('layout', ({ data }) => placeDoors(JSON.parse(data)));
events.addEventListener('state', ({ data }) => {
  state = JSON.parse(data);
  show();
});
events.addEventListener('lines', ({ data }) => {
  const lines = JSON.parse(data);
  const now = performance.now();
  for (const line of lines) if (line.event === 'frame') arrivals.push(now);
  addLines(lines);
});
events.addEventListener('paper', ({ data }) => showPaper(JSON.parse(data)));

setInterval(() => {
  const since = performance.now() - 2000;
  while (arrivals.length > 0 && arrivals[0] < since) arrivals.shift();
  at('gauge-rate').textContent = String(Math.round(arrivals.length / 2));
}, 500);

function show() {
  const bus = state.buses.find(({ name }) => name === chosen) ?? state.buses[0];
  showTabs(bus);
  showBus(bus);
  showDoors(state.buses, bus);
  showPeripherals(state);
  const locks = state.buses.flatMap(({ boards }) => boards).flatMap((board) => board.locks);
  at('gauge-open').textContent = String(locks.filter(({ isOpen }) => isOpen).length);
  at('gauge-pulses').textContent = String(locks.reduce((sum, { pulses }) => sum + pulses, 0));
  at('where').textContent = state.buses.length === 1 ? `${bus.family}, ${bus.boards.length} boards, ${endText(bus.end)}` : `${state.buses.length} buses`;
  document.title = `${locks.length} doors, simulated`;
}

function showTabs(bus) {
  const tabs = at('tabs');
  tabs.hidden = state.buses.length < 2;
  if (tabs.hidden) return;
  if (tabs.childElementCount !== state.buses.length) {
    tabs.replaceChildren(
      ...state.buses.map(({ name }) =>
        make(
          'button',
          {
            type: 'button',
            'data-bus': name,
            onclick: () => {
              chosen = name;
              show();
            },
          },
          name,
        ),
      ),
    );
  }
  for (const tab of tabs.children) tab.setAttribute('aria-pressed', String(tab.dataset.bus === bus.name));
}
