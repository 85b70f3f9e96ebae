import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { demoBagModel } from '../../../../src/hub/demo/demo-model.ts';
import { inspectMedia } from '../../../../src/hub/media/inspect.ts';

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const picture = (format: 'jpeg' | 'png' | 'webp' | 'gif') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#aa3322' } })
    .toFormat(format)
    .toBuffer();

/** The demo's model with another JSON of the same length or shorter. */
function glbWith(change: (json: string) => string): Uint8Array {
  const file = demoBagModel();
  const length = new DataView(file.buffer).getUint32(12, true);
  const json = change(new TextDecoder().decode(file.subarray(20, 20 + length))).trimEnd();
  if (json.length > length) throw new Error('the changed JSON does not fit');
  file.fill(0x20, 20, 20 + length);
  file.set(ascii(json), 20);
  return file;
}

describe('a file beside the catalogue', () => {
  it.each([
    ['jpeg', 'jpg'],
    ['png', 'png'],
    ['webp', 'webp'],
  ] as const)('is known as %s by its content', async (format, type) => {
    expect(inspectMedia(await picture(format))).toEqual({ ok: true, value: type });
  });

  it('may be a model, or a model for phones that read nothing else', () => {
    const usdz = new Uint8Array([0x50, 0x4b, 3, 4, ...new Array<number>(22).fill(0), 8, 0, 0, 0, ...ascii('bag.usdc')]);
    usdz[26] = 8;
    expect([inspectMedia(demoBagModel()), inspectMedia(usdz)]).toEqual([
      { ok: true, value: 'glb' },
      { ok: true, value: 'usdz' },
    ]);
  });

  it('is nothing else', async () => {
    const others = [
      await picture('gif'),
      ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      ascii('%PDF-1.7'),
      ascii('PK\u0003\u0004 some archive'),
      new Uint8Array(),
    ];
    expect(others.map((bytes) => inspectMedia(bytes).ok)).toEqual([false, false, false, false, false]);
  });

  it('is no model where it is cut, needs a decoder from far away, or files beside it', () => {
    const kindOf = (bytes: Uint8Array) => {
      const found = inspectMedia(bytes);
      return found.ok ? 'ok' : found.error.kind;
    };
    const draco = glbWith((json) =>
      json
        .replace('"generator":"Pasillo"}', '"g":1},"extensionsRequired":["KHR_draco_mesh_compression"]')
        .replace(/"materials":\[.*?\],"accessors"/, '"accessors"'),
    );
    const beside = glbWith((json) => json.replace(/"materials":\[.*?\],"accessors"/, '"images":[{"uri":"https://elsewhere.example/a.png"}],"accessors"'));
    expect([demoBagModel().subarray(0, 5000), glbWith(() => '{'), draco, beside].map(kindOf)).toEqual(['damaged', 'damaged', 'needs-more', 'needs-more']);
  });

  it('is judged without a crash, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('', 'glTF', 'RIFF', 'PK'), (bytes, start) => {
        expect(typeof inspectMedia(new Uint8Array([...ascii(start), ...bytes])).ok).toBe('boolean');
      }),
    );
  });
});
