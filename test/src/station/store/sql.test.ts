import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createSql, numberRow, plainRow, textRow } from '../../../../src/station/store/sql.ts';

const goods = plainRow({ id: 'number', name: 'text', offers: 'bytes' });

describe('a plain row', () => {
  it('is what was asked for, with its columns as they are', () => {
    const sql = createSql(new Database(':memory:'), () => {});
    const read = sql.many(goods, "SELECT 7 AS id, 'camisa' AS name, x'0102' AS offers");
    expect(read()).toEqual([{ id: 7, name: 'camisa', offers: Buffer.from([1, 2]) }]);
  });

  it.each([
    ['a column is missing', { id: 7, name: 'camisa' }],
    ['a column is null', { id: 7, name: null, offers: new Uint8Array() }],
    ['a number is a text', { id: '7', name: 'camisa', offers: new Uint8Array() }],
    ['bytes are a text', { id: 7, name: 'camisa', offers: '' }],
    ['it is no row', null],
  ])('is refused with the columns that it should have when %s', (_what, found) => {
    expect(() => goods.parse(found)).toThrow('a row without id (number), name (text), offers (bytes)');
  });

  it('of one value is that value', () => {
    expect([numberRow.parse({ value: 3 }), textRow.parse({ value: 'x' })]).toEqual([3, 'x']);
    expect(() => numberRow.parse({ value: 'x' })).toThrow('value (number)');
  });
});
