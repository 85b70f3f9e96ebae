import sharp from 'sharp';
import type { Photo } from '../../contract/media.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { MediaProblem } from './inspect.ts';
import type { MediaStore } from './media-store.ts';

/** The longest side of the copy that is looked at closely, and of the one in lists, in pixels. */
const LARGE = 1600;
const SMALL = 480;
const QUALITY = { [LARGE]: 82, [SMALL]: 76 } as const;
/** More pixels than this are not decoded: a small file can unpack to gigabytes. */
const MAX_PIXELS = 40_000_000;

/** A photograph's two copies. */
export type PhotoCopies = Pick<Photo, 'file' | 'width' | 'height'> & { readonly small: Photo['file'] };

/**
 * Makes the copies that stations and phones get: upright, without what a camera wrote about place and time, as WebP. The photograph itself
 * is not kept.
 */
export async function copyPhoto(bytes: Uint8Array, store: Pick<MediaStore, 'put'>): Promise<Result<PhotoCopies, MediaProblem>> {
  const large = await copy(bytes, LARGE);
  if (!large.ok) return large;
  const small = await copy(bytes, SMALL);
  if (!small.ok) return small;
  const file = await store.put(large.value.data, 'webp');
  return ok({ file, width: large.value.info.width, height: large.value.info.height, small: await store.put(small.value.data, 'webp') });
}

type Copy = { readonly data: Uint8Array; readonly info: { readonly width: number; readonly height: number } };

async function copy(bytes: Uint8Array, side: typeof LARGE | typeof SMALL): Promise<Result<Copy, MediaProblem>> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const sized = image.rotate().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    return ok(await sized.webp({ quality: QUALITY[side] }).toBuffer({ resolveWithObject: true }));
  } catch (failure) {
    const detail = failure instanceof Error ? failure.message.slice(0, 120) : 'it cannot be decoded';
    return err({ kind: /pixel limit/i.test(detail) ? 'too-large' : 'damaged', detail });
  }
}
