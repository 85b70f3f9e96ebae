import { describe, expect, it } from 'vitest';
import { garment } from '../../../../src/contract/catalogue.ts';
import { colourHexOf } from '../../../../src/hub/import/colour-words.ts';
import { languages } from '../../../../src/kernel/language.ts';
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
    ['Camisola de lã', 'jumper'],
    ['Saia comprida', 'skirt'],
    ['Calças de ganga', 'jeans'],
    ['Calções com bolsos', 'shorts'],
    ['Sapatilhas brancas', 'shoes'],
    ['Cachecol e gorro', 'scarf'],
    ['Fato de banho', 'swimwear'],
    ['Samarreta de ratlles', 'tshirt'],
    ['Sabates amb taló', 'shoes'],
    ['Jerseis de punt', 'jumper'],
    ['Abric de llana', 'coat'],
    ['Faldilles per a nenes', 'skirt'],
    ['Mitjons', 'socks'],
    ['Bossa de mà', 'bag'],
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
    ['Camisola às riscas', 'stripes'],
    ['Faldilla de quadres', 'checks'],
    ['Mala de couro', 'leather'],
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

  it('take Portuguese and Catalan names', () => {
    expect(['Vermelho', 'Azul-marinho', 'cor-de-rosa', 'Preta', 'Blau clar', 'groga', 'Sabates vermelles', 'verd'].map(colourHexOf)).toEqual([
      '#b3272d',
      '#1f2a44',
      '#e7a6b4',
      '#1c1c1e',
      '#9dbfe0',
      '#e6b93c',
      '#b3272d',
      '#3e7a4d',
    ]);
  });

  it('every garment has a category in every language', () => {
    expect(garment.options.flatMap((kind) => languages.filter((language) => categoryName(kind, language) === ''))).toEqual([]);
  });
});
