/** The symbols that a camera looks for, by the names of the library and of the browser (WICG Shape Detection API, `BarcodeFormat`). */
export const SYMBOLS = [
  { library: 'QRCode', browser: 'qr_code' },
  { library: 'EAN13', browser: 'ean_13' },
  { library: 'EAN8', browser: 'ean_8' },
  { library: 'UPCA', browser: 'upc_a' },
  { library: 'UPCE', browser: 'upc_e' },
  { library: 'DataMatrix', browser: 'data_matrix' },
] as const;

/** How the library reads a frame. Plain text keeps the separators of GS1 element strings. */
export const READ_OPTIONS = {
  formats: SYMBOLS.map(({ library }) => library),
  ...{ tryHarder: true, tryInvert: true, tryRotate: true, tryDownscale: true },
  maxNumberOfSymbols: 4,
  textMode: 'Plain' as const,
};
