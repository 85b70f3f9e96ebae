import { describe, expect, it } from 'vitest';
import { formatText } from '../../../renderer/i18n/format.ts';
import { piecesOf } from '../../../renderer/speech/pieces.ts';
import { wordsFor } from '../../../renderer/speech/said.ts';
import { characterName } from '../../../renderer/speech/sign-name.ts';
import { spelled, withCodesSpelled } from '../../../renderer/speech/spell.ts';
import { type StopFacts, partsOfStop } from '../../../renderer/speech/stop-facts.ts';
import { gainOf, nextVolume, USUAL_VOLUME, VOLUMES } from '../../../renderer/ui/volume.ts';
import '../../../renderer/i18n/messages.ts';
import type { TextKey } from '../../../renderer/i18n/text-key.ts';

const hidden = { personal: 'dato personal', pin: 'no se dice' };
const text = (key: TextKey, values = {}) => formatText('es', key, values);
const plain: StopFacts = {
  role: 'button',
  name: 'Pedir',
  keys: [],
  group: null,
  before: [],
  checked: null,
  expanded: null,
  disabled: false,
  busy: false,
  value: null,
  problem: null,
  hint: null,
  at: { index: 3, count: 8 },
};

/** The headset's socket by what is typed, said or shown. */
const matrix: readonly (readonly [listening: 'private' | 'open', what: string, facts: Partial<StopFacts>, said: string])[] = [
  ['open', 'a key of a PIN', { role: 'key', name: '7', secret: 'pin', at: null }, 'no se dice.'],
  ['private', 'a key of a PIN', { role: 'key', name: '7', secret: 'pin', at: null }, '7.'],
  ['open', 'a row of keys of a PIN', { role: 'row', keys: ['1', '2', '3'], secret: 'pin', at: null }, 'no se dice. fila de teclas.'],
  ['private', 'a row of keys of a PIN', { role: 'row', keys: ['1', '2', '3'], secret: 'pin', at: null }, '1, 2, 3. fila de teclas.'],
  ['open', 'a PIN in a field', { role: 'field', name: 'PIN', value: { words: '123456', secret: 'pin' } }, 'PIN, campo de texto. no se dice. 3 de 8.'],
  ['private', 'a PIN in a field', { role: 'field', name: 'PIN', value: { words: '123456', secret: 'pin' } }, 'PIN, campo de texto. 1 2 3, 4 5 6. 3 de 8.'],
  ['open', 'an address', { role: 'field', name: 'Correo', value: { words: 'ana@a.es', secret: 'personal' } }, 'Correo, campo de texto. dato personal. 3 de 8.'],
  ['private', 'an address', { role: 'field', name: 'Correo', value: { words: 'ana@a.es', secret: 'personal' } }, 'Correo, campo de texto. ana@a.es. 3 de 8.'],
  ['open', 'what is looked for', { role: 'field', name: 'Buscar', value: { words: 'camisa' } }, 'Buscar, campo de texto, camisa, 3 de 8.'],
  ['open', 'a letter of an address', { role: 'key', name: '@', at: null }, 'arroba.'],
];

describe('A-03 what is not for everybody', () => {
  it.each(matrix)('%s: %s is said right', (listening, _, facts, said) => {
    expect(wordsFor(partsOfStop(text, { ...plain, ...facts }), listening, hidden)).toBe(said);
  });

  it('does not tell by its length how long it is', () => {
    const digits = ['4', '5', '6'].map((words) => ({ words, secret: 'pin' as const }));
    expect(wordsFor([{ words: 'PIN' }, ...digits, { words: 'OK' }], 'open', hidden)).toBe('PIN. no se dice. OK.');
  });
});

describe('a stop', () => {
  it.each<readonly [Partial<StopFacts>, string]>([
    [{}, 'Pedir, botón, 3 de 8.'],
    [{ busy: true }, 'Pedir, botón, un momento, 3 de 8.'],
    [{ disabled: true }, 'Pedir, botón, ahora no se puede, 3 de 8.'],
    [{ expanded: false }, 'Pedir, botón, cerrado, 3 de 8.'],
    [{ role: 'choice', name: 'M', group: 'Talla', checked: true }, 'Talla. M, opción, elegida, 3 de 8.'],
    [{ role: 'tick', name: 'Regalo', checked: false }, 'Regalo, casilla, sin marcar, 3 de 8.'],
    [{ role: 'field', name: 'Correo', value: { words: '' }, problem: 'Falta la arroba.' }, 'Correo, campo de texto, vacío, Falta la arroba. 3 de 8.'],
    [{ before: [{ words: 'Camisa' }, { words: '39,95 €' }] }, 'Pedir, botón, 3 de 8. Camisa. 39,95 €.'],
    [{ role: 'other', name: 'Lista', at: null }, 'Lista.'],
  ])('with %j is %s', (facts, said) => {
    expect(wordsFor(partsOfStop(text, { ...plain, ...facts }), 'open', hidden)).toBe(said);
  });
});

describe('codes', () => {
  it.each([
    ['K1-00042-7', 'K 1, 0 0 0, 4 2, 7'],
    ['ABCD', 'A B C D'],
    ['123456', '1 2 3, 4 5 6'],
    ['1234567', '1 2 3, 4 5 6 7'],
    ['', ''],
  ])('%s is spelled %s', (code, said) => {
    expect(spelled(code)).toBe(said);
  });

  it.each([
    ['Pedido K1\u201100042\u20117, en caja', 'Pedido K 1, 0 0 0, 4 2, 7, en caja'],
    ['PIN 123456.', 'PIN 1 2 3, 4 5 6.'],
    ['39,95 €', '39,95 €'],
    ['12.345,00 €', '12.345,00 €'],
    ['En 2-4 días, el 2026-11-22', 'En 2-4 días, el 2026-11-22'],
    ['o12345@a.es', 'o12345@a.es'],
    ['T-shirt azul, talla 42', 'T-shirt azul, talla 42'],
  ])('in %j are found', (words, said) => {
    expect(withCodesSpelled(words)).toBe(said);
  });

  it('have signs that have names', () => {
    expect(['@', '.', ' ', 'ñ', '.com'].map((one) => characterName(text, one))).toEqual(['arroba', 'punto', 'espacio', 'ñ', '.com']);
  });
});

describe('pieces', () => {
  it('are whole sentences, a short one first', () => {
    const long = 'Una frase que tiene más de cincuenta letras, o casi sesenta.';
    expect(piecesOf(`Tu bolsa. ${long} ${long} ${long} ${long}`, 130)).toEqual(['Tu bolsa.', `${long} ${long}`, `${long} ${long}`]);
  });

  it('keep every word, and are never too long', () => {
    const text = `${'palabra '.repeat(60)}coma, ${'x'.repeat(300)} fin.`;
    const pieces = piecesOf(text, 120);
    expect(pieces.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(120);
  });

  it('of nothing are none', () => {
    expect(piecesOf('  \n ', 100)).toEqual([]);
  });
});

describe('A-04 how loud it is', () => {
  it('begins at 65 dBA and goes up by more than 12 dB in small steps', () => {
    const up = VOLUMES.filter((volume) => volume > USUAL_VOLUME);
    expect(USUAL_VOLUME).toBe(0);
    expect(up.at(-1)).toBeGreaterThanOrEqual(12);
    expect(VOLUMES.slice(1).map((volume, at) => volume - (VOLUMES[at] ?? volume))).toEqual([6, 6, 6, 6, 6]);
  });

  it('stays at either end, and never clips', () => {
    expect(nextVolume(12, 1)).toBe(12);
    expect(nextVolume(-18, -1)).toBe(-18);
    expect(VOLUMES.map(gainOf).every((gain) => gain > 0 && gain <= 1)).toBe(true);
    expect(20 * Math.log10(gainOf(6) / gainOf(0))).toBeCloseTo(6);
  });
});
