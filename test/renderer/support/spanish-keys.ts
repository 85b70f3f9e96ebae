/** What the places of a Spanish keyboard (ISO, Spain) type, plain and with Shift, where it differs from the US one. */
export const spanishPlaces: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Digit2: ['2', '"'],
  Digit3: ['3', '·'],
  Digit6: ['6', '&'],
  Digit7: ['7', '/'],
  Digit8: ['8', '('],
  Digit9: ['9', ')'],
  Digit0: ['0', '='],
  Minus: ["'", '?'],
  Equal: ['¡', '¿'],
  BracketLeft: ['Dead', 'Dead'],
  BracketRight: ['+', '*'],
  Semicolon: ['ñ', 'Ñ'],
  Quote: ['Dead', 'Dead'],
  Comma: [',', ';'],
  Period: ['.', ':'],
  Slash: ['-', '_'],
};

/** The place and Shift that a scanner with a US keyboard in mind presses for a character. */
export function usPlace(character: string): { readonly code: string; readonly shift: boolean } {
  if (/[A-Z]/.test(character)) return { code: `Key${character}`, shift: true };
  if (/[a-z]/.test(character)) return { code: `Key${character.toUpperCase()}`, shift: false };
  if (/[0-9]/.test(character)) return { code: `Digit${character}`, shift: false };
  const found = [...others].find(([, characters]) => characters.includes(character));
  if (found === undefined) throw new Error(`no place for ${character}`);
  return { code: found[0], shift: found[1].indexOf(character) === 1 };
}

const others: ReadonlyMap<string, string> = new Map([
  ['Space', ' '],
  ['Digit4', '4$'],
  ['Digit5', '5%'],
  ['Digit8', '8*'],
  ['Equal', '=+'],
  ['Minus', '-_'],
  ['Period', '.>'],
  ['Slash', '/?'],
  ['Digit3', '3#'],
  ['Semicolon', ';:'],
  ['BracketRight', ']}'],
]);
