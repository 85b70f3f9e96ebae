/** Bits that one byte takes on a line at 8N1: start, eight of data, stop. */
const bitsPerByte = 10;

/** Milliseconds that `count` bytes take at `baud`, 8N1. */
export function wireTimeMs(count: number, baud: number): number {
  return (count * bitsPerByte * 1000) / baud;
}
