import { describe, expect, it } from 'vitest';
import { usualGuide } from '../../../renderer/kiosk/usual-sizes.ts';

describe('the usual size guide', () => {
  it.each([
    [
      'shirt',
      ['S', 'M'],
      ['chest', 'waist', 'hip'],
      [
        ['82-90', '66-74', '90-98'],
        ['90-98', '74-82', '98-106'],
      ],
    ],
    [
      'dress',
      ['34', '38'],
      ['chest', 'waist', 'hip'],
      [
        ['80', '64', '88'],
        ['88', '72', '96'],
      ],
    ],
    [
      'jeans',
      ['36', '40'],
      ['waist', 'hip'],
      [
        ['68', '92'],
        ['76', '100'],
      ],
    ],
    ['shoes', ['36', '42'], ['foot'], [['22.5'], ['26.5']]],
    ['socks', ['35-38', '39-42'], ['foot'], [['22.0-24.0'], ['24.5-26.5']]],
  ] as const)('of %s says what the sizes %j measure', (garment, sizes, measures, values) => {
    const guide = usualGuide(garment, sizes);
    expect([guide?.measures, guide?.rows.map((row) => row.values)]).toEqual([measures, values]);
  });

  it.each([
    ['a bag', 'bag', ['S', 'M']],
    ['a scarf without sizes', 'scarf', [null]],
    ['a shirt in one size', 'shirt', [null]],
    ['sizes that mean nothing by themselves', 'shirt', ['1', '2', 'Única']],
    ['shoes in letters', 'shoes', ['S', 'M']],
  ] as const)('is none for %s', (_, garment, sizes) => {
    expect(usualGuide(garment, sizes)).toBe(null);
  });

  it('leaves out the sizes that it does not know, and says each once', () => {
    expect(usualGuide('shirt', ['m', 'M', 'Especial', 'M'])?.rows.map((row) => row.size)).toEqual(['m', 'M']);
  });
});
