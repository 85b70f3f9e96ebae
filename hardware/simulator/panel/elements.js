// Small helpers that every part of the panel uses. Text goes in as text, never as HTML.

/** Makes an element. Keys of `props` that begin with "on" are listeners; the others are attributes, left out when false or null. */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/** The element with this id. */
export function at(id) {
  return document.getElementById(id);
}

/** An icon of the page's sprite. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Sends one command, as a line on the program's stdin would. What is refused is told at the foot of the page. */
export async function send(command) {
  try {
    const response = await fetch('/command', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command) });
    const answer = await response.json();
    if (!answer.ok) tell(answer.error);
  } catch {
    tell('The simulator does not answer.');
  }
}

let toastTimer = 0;

function tell(text) {
  const toast = at('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.hidden = true;
  }, 4000);
}

/** A switch with a name and a line of small print. `set` changes what it shows without telling anybody. */
export function makeSwitch(name, onChange) {
  const small = make('small');
  const button = make(
    'button',
    { type: 'button', class: 'switch', role: 'switch', 'aria-checked': 'false' },
    make('span', { class: 'knob' }),
    make('span', { class: 'switch-name' }, name),
    small,
  );
  button.addEventListener('click', () => onChange(button.getAttribute('aria-checked') !== 'true'));
  return {
    button,
    set(isOn, text = '') {
      button.setAttribute('aria-checked', String(isOn));
      if (small.textContent !== text) small.textContent = text;
    },
  };
}

/** Where a device is reached, in a few characters. */
export function endText(end) {
  if (end === null) return 'unplugged';
  return 'port' in end ? `TCP ${end.port}` : end.path;
}
