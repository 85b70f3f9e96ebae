/** A frame for the decoding worker; the bitmap is transferred and closed there. */
export interface DecodeRequest {
  readonly frame: ImageBitmap;
}

/** The texts of the codes in one frame, QR codes first; empty when there is none. */
export interface DecodeAnswer {
  readonly texts: readonly string[];
}
