import { err, ok, type Result } from '../../../kernel/result.ts';

/** A WAV file's first chunk: `RIFF`, size, `WAVE` (RIFF specification, chapter 3). */
const HEAD_BYTES = 12;

/**
 * The bytes of a WAV file with sizes that are true. A program that writes to a pipe cannot know how long its sound will be, and writes some
 * large number instead (espeak-ng: 0x7FFFF024), which players refuse or read past the end. Errors: it is no WAV file, or holds no sound.
 */
export function wholeWav(bytes: Uint8Array): Result<Uint8Array, { readonly kind: 'not-a-wav' }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEAD_BYTES || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return err({ kind: 'not-a-wav' });
  let at = HEAD_BYTES;
  while (at + 8 <= bytes.byteLength) {
    const body = at + 8;
    if (tag(view, at) === 'data') {
      // Sound of 16 bits has an even number of bytes.
      const length = (Math.min(view.getUint32(at + 4, true), bytes.byteLength - body) >> 1) << 1;
      if (length === 0) return err({ kind: 'not-a-wav' });
      const whole = bytes.slice(0, body + length);
      const sizes = new DataView(whole.buffer);
      sizes.setUint32(4, whole.byteLength - 8, true);
      sizes.setUint32(at + 4, length, true);
      return ok(whole);
    }
    const size = view.getUint32(at + 4, true);
    // Chunks begin at even places.
    at = body + size + (size % 2);
  }
  return err({ kind: 'not-a-wav' });
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
