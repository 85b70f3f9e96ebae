import { numberRow, type Sql } from '../sql.ts';

/** What has a number in `label`: categories and sizes, and what has a list of products besides words (see list-keys.ts). */
export type LabelKind = 'category' | 'size' | 'beginning' | 'mark';

/** Numbers of labels, those of a page remembered: `begin` before each. */
export interface Labels {
  (kind: LabelKind, value: string): number;
  begin(): void;
}

/** Gives each label its number. */
export function labels(sql: Sql): Labels {
  const find = sql.one(numberRow, 'SELECT id AS value FROM label WHERE kind = ? AND value = ?');
  const add = sql.one(numberRow, 'INSERT INTO label (kind, value) VALUES (?, ?) RETURNING id AS value');
  const page = { category: new Map<string, number>(), size: new Map<string, number>(), beginning: new Map<string, number>(), mark: new Map<string, number>() };
  const numberOf = (kind: LabelKind, value: string): number => {
    const known = page[kind].get(value);
    if (known !== undefined) return known;
    const id = find(kind, value) ?? add(kind, value);
    if (id === null) throw new Error('the label got no row');
    page[kind].set(value, id);
    return id;
  };
  const begin = (): void => {
    for (const known of Object.values(page)) known.clear();
  };
  return Object.assign(numberOf, { begin });
}
