import { useText } from '../i18n/use-text.ts';
import './hold-drawing.css';

/** How to hold a phone: upright, its code towards the camera, a hand's width away. It moves once every few seconds. */
export function HoldDrawing() {
  const text = useText();
  return (
    <svg className="hold" viewBox="0 0 380 220" role="img" aria-label={text('silo.ready.drawing')}>
      <g className="hold-bank">
        <rect className="hold-cabinet" x="6" y="10" width="150" height="198" rx="12" />
        <path
          className="hold-doors"
          d="M16 20h38v34H16zM16 60h38v34H16zM16 100h38v44H16zM16 150h38v48H16zM108 20h38v34h-38zM108 60h38v34h-38zM108 100h38v44h-38zM108 150h38v48h-38zM60 150h42v48H60z"
        />
        <rect className="hold-panel" x="60" y="20" width="42" height="124" rx="6" />
        <rect className="hold-glass" x="65" y="44" width="32" height="74" rx="3" />
        <circle className="hold-lens" cx="81" cy="33" r="5" />
      </g>
      <path className="hold-beam" d="M86 33 L228 58 V150 Z" />
      <g className="hold-phone">
        <path className="hold-hand" d="M262 220c-2-26 2-44 14-52h44c22 4 32 26 34 52z" />
        <path className="hold-hand" d="M236 92h-8c-8 0-8 13 0 13h8zM236 110h-10c-8 0-8 13 0 13h10zM236 128h-8c-8 0-8 13 0 13h8z" />
        <rect className="hold-body" x="232" y="26" width="92" height="152" rx="14" />
        <rect className="hold-screen" x="240" y="38" width="76" height="128" rx="5" />
        <path className="hold-code" d={CODE} />
        <path className="hold-hand" d="M334 196c10-30 6-58-4-78-5-10-17-8-18 3-1 16 2 26-2 40-3 12-2 26 6 35z" />
      </g>
    </svg>
  );
}

/** A few squares that look like a QR code and are none, so that no camera reads the drawing. */
const CODE =
  'M250 62h18v18h-18zM288 62h18v18h-18zM250 100h18v18h-18zM273 62h7v7h-7zM273 76h7v7h-7zM250 85h7v7h-7zM262 86h7v7h-7zM275 90h7v7h-7zM288 85h7v7h-7zM299 92h7v7h-7zM274 104h7v7h-7zM288 102h7v7h-7zM298 110h8v8h-8zM281 112h6v6h-6z';
