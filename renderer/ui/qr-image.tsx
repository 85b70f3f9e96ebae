import { create } from 'qrcode';
import { useMemo } from 'react';
import { useText } from '../i18n/use-text.ts';
import './qr-image.css';
import { qrPath } from './qr-path.ts';

export interface QrImageProps {
  /** The text to encode. */
  readonly data: string;
  /** What the code is, for who cannot see it. */
  readonly caption: string;
}

/** A QR code, always black on white with its quiet zone, whatever the theme: readers need that. */
export function QrImage({ data, caption }: QrImageProps) {
  const text = useText();
  const { path, size } = useMemo(() => {
    const { modules } = create(data, { errorCorrectionLevel: 'M' });
    return { path: qrPath(modules.size, (row, column) => modules.get(row, column) === 1), size: modules.size + 8 };
  }, [data]);
  return (
    <svg className="qr" viewBox={`-4 -4 ${size} ${size}`} role="img" aria-label={text('ui.qr', { caption })} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
