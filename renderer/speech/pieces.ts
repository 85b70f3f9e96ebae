/** A first piece that is longer is made and heard later than people wait, in UTF-16 units. */
const FIRST = 60;

/**
 * A text in pieces that are spoken one after the other, so that the first is heard while the next is made. A piece is whole sentences, as many as
 * fit into `most` UTF-16 units, the first but a short one. A sentence that is longer is cut at a comma, else at a space.
 */
export function piecesOf(text: string, most: number): readonly string[] {
  const sentences =
    text
      .replace(/\s+/g, ' ')
      .trim()
      .match(/.+?(?:[.?!…]+(?=\s|$)|$)/g) ?? [];
  const pieces: string[] = [];
  for (const sentence of sentences.flatMap((each) => cut(each.trim(), most))) {
    const last = pieces.at(-1);
    const limit = pieces.length === 1 ? Math.min(FIRST, most) : most;
    if (last !== undefined && last.length + sentence.length < limit) pieces.splice(-1, 1, `${last} ${sentence}`);
    else if (sentence !== '') pieces.push(sentence);
  }
  return pieces;
}

function cut(sentence: string, most: number): readonly string[] {
  if (sentence.length <= most) return [sentence];
  const head = sentence.slice(0, most);
  const comma = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; ')) + 1;
  const end = comma > 0 ? comma : Math.max(head.lastIndexOf(' '), 0) || most;
  return [head.slice(0, end).trim(), ...cut(sentence.slice(end).trim(), most)];
}
