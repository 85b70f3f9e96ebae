import { z } from 'zod';
import { MAX_MEDIA_BYTES, type MediaType } from '../../contract/media.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** Why a file is not taken: its content is of no kind that is known here, or of one that cannot be shown. */
export interface MediaProblem {
  readonly kind: 'unknown-type' | 'too-large' | 'damaged' | 'needs-more';
  readonly detail: string;
}

/** What models may need of the viewer beyond the plain format; others want decoders that would be fetched from far away. */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  'KHR_materials_clearcoat',
  'KHR_materials_emissive_strength',
  'KHR_materials_ior',
  'KHR_materials_sheen',
  'KHR_materials_specular',
  'KHR_materials_transmission',
  'KHR_materials_unlit',
  'KHR_materials_variants',
  'KHR_materials_volume',
  'KHR_mesh_quantization',
  'KHR_texture_transform',
  'EXT_texture_webp',
]);

/** The kind of a file by its content, whatever its name or its sender says of it. */
export function inspectMedia(bytes: Uint8Array): Result<MediaType, MediaProblem> {
  const type = typeOf(bytes);
  if (type === null) return err({ kind: 'unknown-type', detail: 'it is no JPEG, PNG, WebP, GLB or USDZ' });
  // Photographs are made smaller here, so they may be larger when they come.
  const most = type === 'glb' || type === 'usdz' ? MAX_MEDIA_BYTES[type] : MAX_SOURCE_BYTES;
  if (bytes.length > most) return err({ kind: 'too-large', detail: `${bytes.length} bytes; the most is ${most}` });
  if (type === 'glb') return inspectGlb(bytes);
  return ok(type);
}

/** Largest photograph that is fetched at all, in bytes. */
export const MAX_SOURCE_BYTES = 16_000_000;

function typeOf(bytes: Uint8Array): MediaType | null {
  const starts = (...wanted: readonly number[]) => wanted.every((byte, place) => bytes[place] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'jpg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 0, 4) === 'glTF') return 'glb';
  // A USDZ is an uncompressed ZIP whose first file is a USD layer (USDZ specification, "Layout").
  if (starts(0x50, 0x4b, 0x03, 0x04) && /\.usd[ac]?/.test(ascii(bytes, 30, 30 + (bytes[26] ?? 0)))) return 'usdz';
  return null;
}

const asset = z.object({
  asset: z.object({ version: z.string() }),
  extensionsRequired: z.array(z.string()).optional(),
  buffers: z.array(z.object({ uri: z.string().optional() })).optional(),
  images: z.array(z.object({ uri: z.string().optional() })).optional(),
});

/** Binary glTF (glTF 2.0, section 4): a header of 12 bytes, then a chunk of JSON that must name nothing outside the file. */
function inspectGlb(bytes: Uint8Array): Result<MediaType, MediaProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || view.getUint32(4, true) !== 2 || view.getUint32(8, true) !== bytes.length) {
    return err({ kind: 'damaged', detail: 'the header is not that of a glTF 2.0 file of this length' });
  }
  const length = view.getUint32(12, true);
  if (ascii(bytes, 16, 20) !== 'JSON' || 20 + length > bytes.length) return err({ kind: 'damaged', detail: 'the first part is not JSON' });
  const parsed = asset.safeParse(parseJson(bytes.subarray(20, 20 + length)));
  if (!parsed.success) return err({ kind: 'damaged', detail: 'its JSON is not that of a glTF file' });
  const { extensionsRequired = [], buffers = [], images = [] } = parsed.data;
  const more = extensionsRequired.find((extension) => !KNOWN_EXTENSIONS.has(extension));
  if (more !== undefined) return err({ kind: 'needs-more', detail: `it needs ${more.slice(0, 60)}` });
  const outside = [...buffers, ...images].some(({ uri }) => uri !== undefined && !uri.startsWith('data:'));
  return outside ? err({ kind: 'needs-more', detail: 'it needs files beside it' }) : ok('glb');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
