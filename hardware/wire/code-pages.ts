/** The code pages of receipt printers that matter here: CP437 is what they start in, the other two have Spanish and the euro sign. */
export type CodePageName = 'cp437' | 'cp858' | 'windows1252';

/** Characters of the bytes 0x80 to 0xFF. The replacement character stands where a page has none. */
const upperHalves: Readonly<Record<CodePageName, string>> = {
  cp437: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp858: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  windows1252:
    '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
};

/** Numbers of the pages in `ESC t n` (Epson ESC/POS command reference, "Select character code table"). */
const numbers: Readonly<Record<number, CodePageName>> = { 0: 'cp437', 16: 'windows1252', 19: 'cp858' };

/** Which page `ESC t n` selects; undefined for one that this table lacks. */
export function codePageByNumber(number: number): CodePageName | undefined {
  return numbers[number];
}

/** The character that a byte prints in a page. */
export function characterOf(page: CodePageName, byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : upperHalves[page].charAt(byte - 0x80);
}

/** Has a page this character? */
export function hasCharacter(page: CodePageName, character: string): boolean {
  return /^[\u0020-\u007e]$/.test(character) || (character !== '\ufffd' && character.length === 1 && upperHalves[page].includes(character));
}
