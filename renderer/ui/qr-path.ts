/** An SVG path of a code's dark modules: one rectangle per run in a row, so that no hairlines show between them. */
export function qrPath(size: number, dark: (row: number, column: number) => boolean): string {
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark(row, column)) continue;
      const from = column;
      while (column + 1 < size && dark(row, column + 1)) column++;
      path += `M${from} ${row}h${column - from + 1}v1H${from}z`;
    }
  }
  return path;
}
