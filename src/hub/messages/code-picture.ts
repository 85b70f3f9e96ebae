import QRCode from 'qrcode';

/**
 * A PNG of an LK1 code: QR version 6 at level M (41 x 41 modules), the four light modules around it that the standard asks for,
 * eight pixels a module. Throws (a bug) on a text that does not fit.
 */
export function codePng(code: string): Promise<Uint8Array> {
  return QRCode.toBuffer(code, { version: 6, errorCorrectionLevel: 'M', margin: 4, scale: 8, type: 'png' });
}
