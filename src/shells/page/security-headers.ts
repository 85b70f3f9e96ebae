/** What a page may do, by the kind of shell that serves it. */
export type PagePolicy = 'web' | 'electron' | 'development';

/**
 * The one style element that the page has: the one inside the viewer of models (`@google/model-viewer`), by the SHA-256 of its text. Its library
 * makes it from a template, for which it has a trusted-types policy of its own (`lit-html`); pictures inside a model's file are read as blobs.
 */
const VIEWER_STYLE = "'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='";

/**
 * Content security policies (rule E-07). Everything is refused and then the little that the page needs is named. The code
 * reader is WebAssembly, which needs `wasm-unsafe-eval`; its worker is made through the one trusted-types policy there is.
 */
const strict = (connect: string): readonly string[] => [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' ${VIEWER_STYLE}`,
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  `connect-src ${connect} blob:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types pasillo-worker lit-html',
];

/** Vite's client is an inline script with inline styles and a WebSocket of its own; none of this leaves a developer's machine. */
const development = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: blob:",
  "frame-ancestors 'none'",
];

/**
 * The page speaks to its station through the web shell's own origin. In Electron it speaks through a port, and `connect-src`
 * is there only for the reader's `.wasm`, which the page fetches from its own origin.
 */
const policies: Readonly<Record<PagePolicy, readonly string[]>> = { web: strict("'self'"), electron: strict("'self'"), development };

/** Headers that go with every answer of a shell. */
export function securityHeaders(policy: PagePolicy): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policies[policy].join('; '),
    'permissions-policy':
      'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=(), clipboard-read=(), clipboard-write=(), fullscreen=(), screen-wake-lock=(), local-fonts=(), idle-detection=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
