import { describe, expect, it } from 'vitest';
import { isKeyAllowed } from '../../../../src/shells/electron/keys.ts';

const plain = { control: false, alt: false, meta: false };
const modifiers = [
  ['Control', { ...plain, control: true }],
  ['Alt', { ...plain, alt: true }],
  ['Meta', { ...plain, meta: true }],
  ['Control and Alt', { ...plain, control: true, alt: true }],
  ['Alt and Meta', { ...plain, alt: true, meta: true }],
] as const;

/** Combinations with which people have left kiosks. */
const escapes = [
  'F4',
  'Tab',
  'Escape',
  ' ',
  'd',
  'e',
  'r',
  'l',
  'i',
  'x',
  'u',
  '+',
  'p',
  's',
  'v',
  'o',
  'n',
  't',
  'w',
  'j',
  'h',
  'f',
  'g',
  '0',
  'c',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'Enter',
];

const systemKeys = [
  ...Array.from({ length: 22 }, (_, index) => `F${index + 3}`),
  'ContextMenu',
  'PrintScreen',
  'ScrollLock',
  'Pause',
  'Insert',
  'NumLock',
  'CapsLock',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'BrowserBack',
  'BrowserHome',
  'BrowserSearch',
  'LaunchMail',
  'LaunchApplication1',
  'MediaPlayPause',
  'AudioVolumeUp',
  'Power',
  'Sleep',
  'WakeUp',
  'Help',
  'Unidentified',
];

describe('a key', () => {
  it.each(['a', 'Z', 'ñ', 'ü', '7', '@', '.', "'", ' ', 'Tab', 'Enter', 'Escape', 'Backspace', 'ArrowDown', 'Shift', 'Dead', 'F1', 'F2'])(
    'E-31 %j reaches the page',
    (key) => {
      expect(isKeyAllowed({ ...plain, key })).toBe(true);
    },
  );

  it.each(['@', '#', '€', '[', '~', '|'])('E-31 %j typed with AltGr reaches the page', (key) => {
    expect(isKeyAllowed({ key, control: true, alt: true, meta: false })).toBe(true);
  });

  it.each(modifiers)('E-50 with %s that leads out of a kiosk is swallowed', (name, held) => {
    const through = escapes.filter((key) => isKeyAllowed({ ...held, key }));
    expect(through).toEqual(name === 'Control and Alt' ? ['+'] : []);
  });

  it.each(systemKeys)('E-50 %s is swallowed', (key) => {
    expect(isKeyAllowed({ ...plain, key })).toBe(false);
  });

  it('E-50 that a scanner in keyboard mode sends as a control character is swallowed', () => {
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code));
    expect(controls.filter((key) => isKeyAllowed({ ...plain, key }))).toEqual([]);
  });
});
