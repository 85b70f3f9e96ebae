/** Models of scanners on a port of their own. `plain`: Zebra, Newland and whatever else sends text and a suffix and is never asked anything. */
export const scannerModels = ['plain', 'gm65', 'honeywell'] as const;

/** One of the models. */
export type ScannerModelName = (typeof scannerModels)[number];
