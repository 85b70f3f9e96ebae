import { z } from 'zod';
import { text } from './schema.ts';

/** The kinds of files that travel beside the catalogue, by the ending of their name. */
export const mediaType = z.enum(['jpg', 'png', 'webp', 'glb', 'usdz']);
export type MediaType = z.infer<typeof mediaType>;

/** Largest file of each kind, in bytes. */
export const MAX_MEDIA_BYTES: Readonly<Record<MediaType, number>> = {
  jpg: 2_000_000,
  png: 4_000_000,
  webp: 2_000_000,
  glb: 16_000_000,
  usdz: 16_000_000,
};

/** A file by the SHA-256 of its content (lower-case hexadecimal), so that one name never means two things. */
export const mediaFile = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  type: mediaType,
  bytes: z.number().int().min(1).max(16_000_000),
});
export type MediaFile = z.infer<typeof mediaFile>;

/** A photograph of a product. `width` and `height` are its pixels. */
export const photo = z.strictObject({
  file: mediaFile,
  /** A smaller copy for lists; left out: the file serves for both. */
  small: mediaFile.optional(),
  width: z.number().int().min(1).max(8192),
  height: z.number().int().min(1).max(8192),
  /** What is seen, for who cannot see it; may be empty. */
  alt: text(300),
  /** The colour that it shows, as the variants call it; null: it stands for all. */
  colour: text(60).nullable(),
});
export type Photo = z.infer<typeof photo>;

/** The name under which a file is kept and served: `<hash>.<type>`. */
export function mediaName({ hash, type }: Pick<MediaFile, 'hash' | 'type'>): string {
  return `${hash}.${type}`;
}

/** What a name of a media file looks like; nothing else ever reaches a disk. */
export const MEDIA_NAME = /^[0-9a-f]{64}\.(?:jpg|png|webp|glb|usdz)$/;

/** The type that a name of a file ends with, as browsers are told it. */
export const MEDIA_CONTENT_TYPES: Readonly<Record<MediaType, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  glb: 'model/gltf-binary',
  usdz: 'model/vnd.usdz+zip',
};
