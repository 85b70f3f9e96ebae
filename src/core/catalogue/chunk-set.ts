/** Some numbers from 0 on, a bit for each: a list of products has a piece in these chunks. */
export class ChunkSet {
  readonly #bits: Uint32Array;

  private constructor(bits: Uint32Array) {
    this.#bits = bits;
  }

  /** The set of numbers that ascend. */
  static of(chunks: readonly number[]): ChunkSet {
    const bits = new Uint32Array(chunks.length === 0 ? 0 : ((chunks.at(-1) ?? 0) >>> 5) + 1);
    for (const chunk of chunks) bits[chunk >>> 5] = (bits[chunk >>> 5] ?? 0) | (1 << (chunk & 31));
    return new ChunkSet(bits);
  }

  has(chunk: number): boolean {
    return ((this.#bits[chunk >>> 5] ?? 0) & (1 << (chunk & 31))) !== 0;
  }

  /** The numbers, ascending, that are in one set at least of each group. No groups have none in common. */
  static inEach(groups: readonly (readonly ChunkSet[])[]): number[] {
    const found: number[] = [];
    const [first = []] = groups;
    for (let at = 0; first.some((set) => at < set.#bits.length); at++) {
      let common = ~0;
      for (const group of groups) {
        let any = 0;
        for (const set of group) any |= set.#bits[at] ?? 0;
        common &= any;
        if (common === 0) break;
      }
      for (let rest = common; rest !== 0; rest &= rest - 1) found.push(at * 32 + 31 - Math.clz32(rest & -rest));
    }
    return found;
  }
}
