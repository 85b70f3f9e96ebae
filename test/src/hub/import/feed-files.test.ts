import { describe, expect, it } from 'vitest';
import { readShopifyCsv } from '../../../../src/hub/import/shopify-csv.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { importOptions, inPieces } from '../../../support/csv.ts';

const HEAD =
  'Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Image Position,Image Alt Text,Variant Image,3D (product.metafields.custom.model_glb),USDZ (product.metafields.custom.model_usdz)';
const read = async (...rows: string[]) => expectOk(await readShopifyCsv(inPieces([HEAD, ...rows, ''].join('\n')), importOptions), 'file');

describe('the files that a feed names', () => {
  it('are its pictures in their order, each once, with the colour whose variants point at them, and its models', async () => {
    const { media, notes } = await read(
      'bolso,Bolso,Color,Rojo,50,https://cdn.example/b.jpg,2,Detrás,https://cdn.example/red.jpg,https://cdn.example/b.glb,https://cdn.example/b.usdz',
      'bolso,,,Negro,50,https://cdn.example/a.jpg,1,"De  frente",https://cdn.example/black.jpg,,',
      'bolso,,,Azul,50,https://cdn.example/red.jpg,3,,https://cdn.example/a.jpg,,',
      'bolso,,,,,https://cdn.example/a.jpg,4,otra vez,,,',
    );
    expect(notes).toEqual([]);
    expect(media.map(({ kind, place, url, alt, colour }) => [kind, place, url.replace('https://cdn.example/', ''), alt, colour])).toEqual([
      ['photo', 0, 'a.jpg', 'De frente', 'Azul'],
      ['photo', 1, 'b.jpg', 'Detrás', null],
      ['photo', 2, 'red.jpg', '', 'Rojo'],
      ['photo', 3, 'black.jpg', '', 'Negro'],
      ['glb', 0, 'b.glb', '', null],
      ['usdz', 0, 'b.usdz', '', null],
    ]);
  });

  it('are left out with a note where they are no web address', async () => {
    const { media, notes, products } = await read(
      'bolso,Bolso,Color,Rojo,50,javascript:alert(1),,,ftp://cdn.example/a,file:///etc/passwd,https://a:b@cdn.example/x',
    );
    expect([media, products.length, notes.length]).toEqual([[], 1, 4]);
    expect(notes.every(({ note }) => note.includes('is no web address'))).toBe(true);
  });
});
