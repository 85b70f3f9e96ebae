/**
 * What a reader of contactless cards tells. `uid` is the card's number as hex digits in upper case, 4, 7 or 10 bytes (ISO/IEC 14443-3).
 * A uid can be copied: it says which card this claims to be, never that a person may do something.
 */
export type CardEvent = { readonly kind: 'present'; readonly uid: string } | { readonly kind: 'removed' };

/** A reader of staff cards. Badges with a QR code come through the scanner instead. */
export interface CardReader {
  /** `none` where the station has no reader. */
  readonly health: 'ok' | 'down' | 'none';
  onCard(listener: (event: CardEvent) => void): () => void;
  close(): Promise<void>;
}
