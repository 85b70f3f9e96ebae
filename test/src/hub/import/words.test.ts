import { describe, expect, it } from 'vitest';
import { garment } from '../../../../src/contract/catalogue.ts';
import { colourHexOf } from '../../../../src/hub/import/colour-words.ts';
import { categoryName, garmentOf, patternOf } from '../../../../src/hub/import/garment-words.ts';

const titled = (title: string) => garmentOf({ category: '', title, tags: [] });

describe('the garment of a title', () => {
  it.each([
    ['Camisas de cuadros', 'shirt'],
    ['Camiseta marinera', 'tshirt'],
    ['Vestido camisero', 'dress'],
    ['Cazadora vaquera', 'jacket'],
    ['Pantalones vaqueros rotos', 'jeans'],
    ['Falda pantalón', 'skirt'],
    ['Botines con cremallera', 'boots'],
    ['Jerséis de punto', 'jumper'],
    ['BAÑADOR', 'swimwear'],
    ['Shirt dress', 'dress'],
    ['Leather jacket with shirt collar', 'jacket'],
    ['Denim shorts', 'shorts'],
    ['T-shirt', 'tshirt'],
    ['High Tops', 'shoes'],
    ['Wool scarves', 'scarf'],
    ['Gift box', 'other'],
  ])('%s is %s', (title, expected) => {
    expect(titled(title)).toBe(expected);
  });

  it('is what the category says before the title, and the tags last', () => {
    expect(garmentOf({ category: 'Abrigos', title: 'Falda', tags: ['bolso'] })).toBe('coat');
    expect(garmentOf({ category: 'Novedades', title: 'Modelo 7', tags: ['rebajas', 'bolsos'] })).toBe('bag');
  });
});

describe('patterns and colours', () => {
  it.each([
    ['Camisa a rayas', 'stripes'],
    ['Falda de cuadros vichy', 'checks'],
    ['Polka dot dress', 'dots'],
    ['Vestido de flores', 'floral'],
    ['Chaqueta vaquera', 'denim'],
    ['Botas de cuero', 'leather'],
    ['Camisa lisa', 'plain'],
  ])('%s has %s', (title, pattern) => {
    expect(patternOf([title], titled(title))).toBe(pattern);
  });

  it('are the longest name that fits, in either language and number', () => {
    expect(['Azul marino', 'azul', 'Navy', 'Light blue', 'zapatos rojos', 'Camisa roja', 'off-white', 'Verde-botella'].map(colourHexOf)).toEqual([
      '#1f2a44',
      '#2f5d9b',
      '#1f2a44',
      '#9dbfe0',
      '#b3272d',
      '#b3272d',
      '#efe6d3',
      '#1f4d3a',
    ]);
    expect(['Redondo', 'Talla M', ''].map(colourHexOf)).toEqual([null, null, null]);
  });

  it('every garment has a category in both languages', () => {
    expect(garment.options.map((kind) => [categoryName(kind, 'es'), categoryName(kind, 'en')].every((name) => name !== ''))).toEqual(
      garment.options.map(() => true),
    );
  });
});
