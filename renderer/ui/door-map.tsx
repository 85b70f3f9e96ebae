import { useMemo } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import { type DoorCell, layoutBank, placeOf } from './door-layout.ts';
import './door-map.css';

/** How a door is drawn where states are shown (staff only). */
export type DoorTone = 'free' | 'taken' | 'attention' | 'off';

export interface DoorMapProps {
  readonly bank: readonly Door[];
  /** The door that is lit. */
  readonly lit: Door | null;
  /** Doors that are lit as well; the words name the first one. */
  readonly others?: readonly Door[];
  /** Numbers on all doors, not only on the lit one. */
  readonly numbers?: boolean;
  /** Colours doors by state; customers never see this. */
  readonly tone?: (door: Door) => DoorTone;
}

const GAP = 0.07;
const FRAME = 0.22;

/** The front of the locker bank, with one door lit and its number as large as the door allows. */
export function DoorMap({ bank, lit, others = [], numbers = false, tone }: DoorMapProps) {
  const text = useText();
  const layout = useMemo(() => layoutBank(bank), [bank]);
  const isLit = ({ compartmentId }: Door) => [lit, ...others].some((door) => door?.compartmentId === compartmentId);
  const label = lit === null ? text('ui.door.map.none') : text('ui.door.map', { number: lit.number });
  return (
    <svg className="door-map" viewBox={`${-FRAME} ${-FRAME} ${layout.width + FRAME * 2} ${layout.height + FRAME * 2 + 0.18}`} role="img" aria-label={label}>
      <rect className="door-shadow" x={-FRAME + 0.1} y={layout.height + FRAME - 0.06} width={layout.width + FRAME * 2 - 0.2} height={0.2} rx={0.1} />
      <rect className="door-cabinet" x={-FRAME} y={-FRAME} width={layout.width + FRAME * 2} height={layout.height + FRAME * 2} rx={0.18} />
      {layout.cells.map((cell) => (
        <DoorFront key={cell.door.compartmentId} cell={cell} lit={isLit(cell.door)} numbers={numbers} tone={tone?.(cell.door) ?? 'off'} />
      ))}
    </svg>
  );
}

/** A door's number, as large as it gets, and its place in words. The words are what a voice reads. */
export function DoorNumber({ bank, door }: { readonly bank: readonly Door[]; readonly door: Door }) {
  const text = useText();
  const place = placeOf(bank, door.compartmentId);
  return (
    <div className="door-number">
      <p className="door-number-label">{text('ui.door.number', { number: '' }).trim()}</p>
      <p className="door-number-digits">{door.number}</p>
      {place === null ? null : <p className="door-number-place">{text('ui.door.where', { ...place })}</p>}
    </div>
  );
}

function DoorFront({ cell, lit, numbers, tone }: { readonly cell: DoorCell; readonly lit: boolean; readonly numbers: boolean; readonly tone: DoorTone }) {
  const { door, x, y, width, height } = cell;
  const size = lit ? Math.min(height * 0.72, 1.15) : Math.min(height * 0.4, 0.42);
  return (
    <g className="door" data-lit={lit} data-tone={tone}>
      <rect className="door-front" x={x + GAP} y={y + GAP} width={width - GAP * 2} height={height - GAP * 2} rx={0.08} />
      <rect
        className="door-handle"
        x={x + width - 0.42}
        y={y + height / 2 - Math.min(0.16, height * 0.2)}
        width={0.09}
        height={Math.min(0.32, height * 0.4)}
        rx={0.045}
      />
      {lit || numbers ? (
        <text
          className="door-digits"
          x={x + (lit ? width / 2 - 0.12 : 0.3)}
          y={y + height / 2}
          fontSize={size}
          textAnchor={lit ? 'middle' : 'start'}
          dominantBaseline="central"
        >
          {door.number}
        </text>
      ) : null}
    </g>
  );
}
