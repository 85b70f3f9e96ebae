import { useText } from '../i18n/use-text.ts';
import './hold-drawing.css';

/** How to hold a phone: upright, its code towards the camera, a hand's width away. It moves once every few seconds. */
export function HoldDrawing() {
  const text = useText();
  return (
    <svg className="hold" viewBox="0 0 360 220" role="img" aria-label={text('silo.ready.drawing')}>
      <g className="hold-terminal">
        <rect x="8" y="14" width="92" height="192" rx="16" />
        <rect className="hold-glass" x="18" y="44" width="72" height="142" rx="6" />
        <circle className="hold-lens" cx="54" cy="29" r="6" />
      </g>
      <path className="hold-beam" d="M62 31 L196 62 V150 Z" />
      <g className="hold-phone">
        <rect className="hold-body" x="200" y="34" width="92" height="150" rx="14" />
        <rect className="hold-screen" x="208" y="46" width="76" height="126" rx="5" />
        <path className="hold-code" d={CODE} />
        <path
          className="hold-hand"
          d="M352 220c2-30-6-48-18-66-9-14-20-26-31-30-8-3-14 3-10 11l12 24c3 8-2 13-9 11l-22-6c-9-2-14 8-7 14 20 17 34 22 40 42z"
        />
      </g>
    </svg>
  );
}

/** A few squares that look like a QR code and are none, so that no camera reads the drawing. */
const CODE =
  'M222 74h14v14h-14zM256 74h14v14h-14zM222 108h14v14h-14zM242 74h6v6h-6zM242 86h6v6h-6zM222 94h6v6h-6zM234 96h6v6h-6zM246 98h6v6h-6zM258 94h6v6h-6zM264 100h6v6h-6zM242 108h6v6h-6zM254 108h6v6h-6zM264 114h6v6h-6zM246 118h6v6h-6zM256 118h4v4h-4z';
