import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import QRCode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { vectorBody, vectorText } from '../../../support/lk1-vectors.ts';

const codes = ['one', 'two', 'three'].map((name) => vectorText(vectorBody(name)));

/** The code as a picture: 6 pixels a module and a quiet zone of 4 modules, RGBA. */
function picture(text: string) {
  const qr = QRCode.create(text, { errorCorrectionLevel: 'M', version: 6 });
  const modules = qr.modules.size;
  const side = (modules + 8) * 6;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / 6) - 4, Math.floor(y / 6) - 4];
      const inside = column >= 0 && row >= 0 && column < modules && row < modules;
      if (inside && qr.modules.get(row, column)) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' as const, pixelFormat: 'rgba-unorm8' as const };
}

describe('the QR of a pass', () => {
  beforeAll(async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    await prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer }, fireImmediately: true });
  });

  it('is version 6 at level M, in alphanumeric mode', () => {
    for (const code of codes) {
      const qr = QRCode.create(code, { errorCorrectionLevel: 'M' });
      expect({ version: qr.version, modules: qr.modules.size, modes: qr.segments.map((segment) => segment.mode.id) }).toEqual({
        version: 6,
        modules: 41,
        modes: ['Alphanumeric'],
      });
    }
  });

  it('is read back by jsQR', () => {
    for (const code of codes) {
      const image = picture(code);
      expect(jsQR.default(image.data, image.width, image.height)?.data).toBe(code);
    }
  });

  it('is read back by zxing', async () => {
    for (const code of codes) {
      const found = await readBarcodes(picture(code), { formats: ['QRCode'] });
      expect(found.map((barcode) => [barcode.text, barcode.version, barcode.ecLevel])).toEqual([[code, '6', 'M']]);
    }
  });
});
