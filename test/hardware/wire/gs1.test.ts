import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasValidCheckDigit, readGs1 } from '../../../hardware/wire/gs1.ts';
import { type Gs1Form, gs1FormAt, gs1Identifiers } from '../../../hardware/wire/gs1-table.ts';

const gs = '\u001d';

function elements(...pairs: readonly (readonly [ai: string, value: string])[]) {
  return { kind: 'gs1', elements: pairs.map(([ai, value]) => ({ ai, value })) };
}

describe('element strings', () => {
  test('one behind the other, those of known length without a separator (GS1 General Specifications, 7.8.5)', () => {
    expect(readGs1('01095011015300031714112010AB')).toEqual(elements(['01', '09501101530003'], ['17', '141120'], ['10', 'AB']));
    expect(readGs1(`010950110153000310AB-123${gs}2110${gs}17141120`)).toEqual(
      elements(['01', '09501101530003'], ['10', 'AB-123'], ['21', '10'], ['17', '141120']),
    );
  });

  test('of a shop: parcel, content and count, own number, place, weight, amount, page', () => {
    expect(readGs1('00106141412345678908')).toEqual(elements(['00', '106141412345678908']));
    expect(readGs1(`02095011015300033724${gs}240A/7`)).toEqual(elements(['02', '09501101530003'], ['37', '24'], ['240', 'A/7']));
    expect(readGs1('4149501101530003')).toEqual(elements(['414', '9501101530003']));
    expect(readGs1('3103001750')).toEqual(elements(['3103', '001750']));
    expect(readGs1(`3922259${gs}8200http://example.com`)).toEqual(elements(['3922', '259'], ['8200', 'http://example.com']));
  });

  test('a separator at the start, at the end, or behind an element that needs none, is passed over', () => {
    expect(readGs1(`${gs}0109501101530003${gs}10AB${gs}`)).toEqual(elements(['01', '09501101530003'], ['10', 'AB']));
  });

  test('parts that may be missing: the serial behind a key, the minutes of a time; not the amount behind a currency', () => {
    expect(readGs1('2539501101530003')).toEqual(elements(['253', '9501101530003']));
    expect(readGs1('800324120215')).toMatchObject({ problem: { kind: 'bad-length', ai: '8003' } });
    expect(readGs1('800824120215')).toEqual(elements(['8008', '24120215']));
    expect(readGs1('3910978')).toMatchObject({ problem: { kind: 'bad-length', ai: '3910' } });
  });
});

describe('trouble keeps all that was there', () => {
  const gtin = { ai: '01', value: '09501101530003' };

  test.each([
    ['', { kind: 'empty' }, [], ''],
    [gs, { kind: 'empty' }, [], gs],
    ['0109501101530003890123', { kind: 'unknown-ai', at: 16 }, [gtin], '890123'],
    ['01095011015300', { kind: 'bad-length', at: 0, ai: '01' }, [], '01095011015300'],
    [`0109501101530003${gs}10${'x'.repeat(21)}`, { kind: 'bad-length', at: 17, ai: '10' }, [gtin], `10${'x'.repeat(21)}`],
    [`0109501101530003${gs}${gs}10A`, { kind: 'unknown-ai', at: 17 }, [gtin], `${gs}10A`],
    [`10${gs}0109501101530003`, { kind: 'bad-length', at: 0, ai: '10' }, [], `10${gs}0109501101530003`],
    ['010950110153000X', { kind: 'bad-character', at: 0, ai: '01' }, [], '010950110153000X'],
    ['10AB CD', { kind: 'bad-character', at: 0, ai: '10' }, [], '10AB CD'],
    ['0109501101530004', { kind: 'bad-check-digit', at: 0, ai: '01' }, [], '0109501101530004'],
    ['17141320', { kind: 'bad-date', at: 0, ai: '17' }, [], '17141320'],
    ['15140230', { kind: 'bad-date', at: 0, ai: '15' }, [], '15140230'],
  ] as const)('%j', (text, problem, before, rest) => {
    expect(readGs1(text)).toEqual({ kind: 'gs1-problem', problem, elements: before, rest });
  });

  test('a day 00 names no day, and every year may be a leap year', () => {
    expect(readGs1('1514020017240229')).toEqual(elements(['15', '140200'], ['17', '240229']));
  });
});

describe('check digits', () => {
  test.each(['9501101530003', '09501101530003', '4006381333931', '96385074', '036000291452', '106141412345678908'])('%s is right', (digits) =>
    expect(hasValidCheckDigit(digits)).toBe(true),
  );

  test('every wrong single digit is found', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const right = '9501101530003';
        const digit = (Number(right.charAt(place)) + by) % 10;
        return !hasValidCheckDigit(`${right.slice(0, place)}${digit}${right.slice(place + 1)}`);
      }),
    );
  });

  test.each(['', '0', '12a4'])('%j has none', (text) => expect(hasValidCheckDigit(text)).toBe(false));
});

describe('the table', () => {
  test('no identifier is the head of another, and each is found at any place', () => {
    const all = gs1Identifiers().map((form) => form.ai);
    expect(all.filter((ai) => all.some((other) => other !== ai && other.startsWith(ai)))).toEqual([]);
    expect(all.filter((ai) => gs1FormAt(`xx${ai}`, 2)?.ai !== ai)).toEqual([]);
  });

  test('elements of known length are exactly those whose form has one length and whose first digits say so', () => {
    const wrong = gs1Identifiers().filter((form) => form.isPredefined && form.parts.some((part) => part.least !== part.most));
    expect(wrong).toEqual([]);
    expect(
      gs1Identifiers()
        .filter((form) => form.isPredefined)
        .map(({ ai }) => ai.slice(0, 2)),
    ).toEqual(expect.arrayContaining(['00', '01', '02', '11', '17', '20', '31', '36', '41']));
  });
});

test('whatever elements are written, with separators where they are needed, are read back', () => {
  const form = fc.constantFrom(...gs1Identifiers().filter((one) => one.checked === 0 && !one.isDate));
  const element = form.chain((one) => anyValue(one).map((value) => ({ form: one, value })));
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), (all) => {
      const text = all.map(({ form: { ai, isPredefined }, value }) => `${ai}${value}${isPredefined ? '' : gs}`).join('');
      expect(readGs1(text)).toEqual({ kind: 'gs1', elements: all.map(({ form: { ai }, value }) => ({ ai, value })) });
    }),
  );
});

test('any text at all gives its elements and its rest, and together they are the text', () => {
  const unit = fc.constantFrom(...'0123456789AB \u001d');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      const read = readGs1(text);
      if (read.kind === 'gs1') return;
      if (read.kind !== 'gs1-problem') throw new Error(read.kind);
      expect(text.endsWith(read.rest)).toBe(true);
      const before = read.elements.map(({ ai, value }) => ai + value).join('');
      expect(text.slice(0, text.length - read.rest.length).replaceAll(gs, '')).toBe(before);
    }),
  );
});

function anyValue(form: Gs1Form): fc.Arbitrary<string> {
  const units = { N: '0123456789', X: '!%&*+-./09:;<=>?AZ_az', Y: '#-/09AZ' } as const;
  const parts = form.parts.map(({ set, least, most }) => fc.string({ unit: fc.constantFrom(...units[set]), minLength: least, maxLength: most }));
  return fc.tuple(...parts).map((values) => values.join(''));
}
