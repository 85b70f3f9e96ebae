import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { prepareZXingModule as prepareReader, readBarcodes } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, type WriteInputBarcodeFormat, writeBarcode } from 'zxing-wasm/writer';
import { READ_OPTIONS } from '../../../renderer/reading/formats.ts';
import { gtinsOfCode } from '../../../src/core/catalogue/product-code.ts';

beforeAll(async () => {
  const wasm = async (name: string) => Uint8Array.from(await readFile(createRequire(import.meta.url).resolve(name))).buffer;
  await prepareReader({ overrides: { wasmBinary: await wasm('zxing-wasm/reader/zxing_reader.wasm') }, fireImmediately: true });
  await prepareWriter({ overrides: { wasmBinary: await wasm('zxing-wasm/writer/zxing_writer.wasm') }, fireImmediately: true });
});

test.each<[string, WriteInputBarcodeFormat, string, string]>([
  ['EAN-13', 'EAN13', '5901234123457', '05901234123457'],
  ['EAN-8', 'EAN8', '96385074', '00000096385074'],
  ['UPC-A', 'UPCA', '036000291452', '00036000291452'],
  ['UPC-E', 'UPCE', '04252614', '00042100005264'],
  ['UPC-E that could be an EAN-8 by its digits', 'UPCE', '01234565', '00012345000065'],
  ['GS1 DataMatrix', 'DataMatrix', '(01)09506000134352(10)AB-1(21)7', '09506000134352'],
  ['GS1 DataMatrix with a batch first', 'DataMatrix', '(10)AB-1(01)09506000134352', '09506000134352'],
  ['GS1 DataMatrix with a weight first', 'DataMatrix', '(3103)001250(01)09506000134352', '09506000134352'],
  ['GS1 Digital Link in a QR', 'QRCode', 'https://id.gs1.org/01/09506000134352/10/AB-1', '09506000134352'],
])('a camera that sees a label with an %s finds the goods', async (_what, format, text, gtin) => {
  const drawn = await writeBarcode(text, { format, scale: 4, ...(text.startsWith('(') ? { options: 'gs1' } : {}) });
  if (drawn.image === null) throw new Error(drawn.error);
  const [seen] = await readBarcodes(drawn.image, READ_OPTIONS);
  expect(gtinsOfCode(seen?.text ?? '')).toEqual([gtin]);
});
