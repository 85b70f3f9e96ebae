/**
 * What the page of a model may do: its own files, the model's, and pictures that are inside it, which are read as blobs. The viewer (`@google/model-viewer`) has
 * one style element, named here by the SHA-256 of its text.
 */
export const ROOM_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
