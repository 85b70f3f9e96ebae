import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './zoom-box.css';
import { CLOSEST, moveBy, pinch, type Point, scaleBy, STEP, WHOLE, type Zoom } from './zoom-state.ts';

/** How far an arrow key moves the picture, in pixels. */
const ARROW = 60;

/** A picture that comes closer: by two fingers, a wheel, two touches, buttons or keys. Give it a `key`, so that another picture starts whole. */
export function ZoomBox({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const { zoom, box, change, handlers } = useZoom();
  const middle = { x: 0, y: 0 };
  return (
    <div className="zoom">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys move what is in it */}
      {/* biome-ignore lint/a11y/useSemanticElements: it is no set of fields */}
      <div className="zoom-window" ref={box} role="group" aria-label={text('product.zoom.title')} tabIndex={0} {...handlers}>
        <div className="zoom-picture" style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}>
          {children}
        </div>
      </div>
      <div className="zoom-buttons">
        <Button icon={<Icon name="minus" />} disabled={zoom.scale <= 1} onPress={() => change((now, size) => scaleBy(now, 1 / STEP, middle, size))}>
          {text('product.zoom.out')}
        </Button>
        <output className="zoom-level">{text('product.zoom.level', { percent: String(Math.round(zoom.scale * 100)) })}</output>
        <Button icon={<Icon name="plus" />} disabled={zoom.scale >= CLOSEST} onPress={() => change((now, size) => scaleBy(now, STEP, middle, size))}>
          {text('product.zoom.in')}
        </Button>
        <Button kind="quiet" disabled={zoom.scale <= 1} onPress={() => change(() => WHOLE)}>
          {text('product.zoom.whole')}
        </Button>
      </div>
      <p className="zoom-how">{text('product.zoom.how')}</p>
    </div>
  );
}

type Change = (now: Zoom, size: Point) => Zoom;

function useZoom() {
  const box = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(WHOLE);
  const fingers = useRef(new Map<number, Point>());
  const change = (next: Change): void => {
    const { current } = box;
    if (current !== null) setZoom((now) => next(now, { x: current.clientWidth, y: current.clientHeight }));
  };
  const pointOf = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const frame = box.current?.getBoundingClientRect();
    if (frame === undefined) return { x: 0, y: 0 };
    return { x: event.clientX - frame.left - frame.width / 2, y: event.clientY - frame.top - frame.height / 2 };
  };
  const moved = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const after = pointOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, after);
    if (other === undefined) change((now, size) => moveBy(now, { x: after.x - before.x, y: after.y - before.y }, size));
    else change((now, size) => pinch(now, [before, other], [after, other], size));
  };
  const lifted = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
  };
  useWheel(box, (event) => change((now, size) => scaleBy(now, event.deltaY < 0 ? STEP : 1 / STEP, pointOf(event), size)));
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, pointOf(event));
    },
    onPointerMove: moved,
    onPointerUp: lifted,
    onPointerCancel: lifted,
    onDoubleClick: (event: { readonly clientX: number; readonly clientY: number }) => {
      const at = pointOf(event);
      change((now, size) => (now.scale > 1 ? WHOLE : scaleBy(now, STEP * STEP, at, size)));
    },
    onKeyDown: (event: KeyboardEvent) => {
      const next = KEYS[event.key];
      if (next === undefined) return;
      event.preventDefault();
      change(next);
    },
  };
  return { zoom, box, change, handlers };
}

/** React listens to wheels passively, and a passive listener cannot keep the page from scrolling. */
function useWheel(box: { readonly current: HTMLDivElement | null }, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const { current } = box;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current(event);
    };
    current?.addEventListener('wheel', listen, { passive: false });
    return () => current?.removeEventListener('wheel', listen);
  }, [box]);
}

const MIDDLE: Point = { x: 0, y: 0 };
const KEYS: Readonly<Record<string, Change>> = {
  '+': (now, size) => scaleBy(now, STEP, MIDDLE, size),
  '-': (now, size) => scaleBy(now, 1 / STEP, MIDDLE, size),
  '0': () => WHOLE,
  ArrowLeft: (now, size) => moveBy(now, { x: ARROW, y: 0 }, size),
  ArrowRight: (now, size) => moveBy(now, { x: -ARROW, y: 0 }, size),
  ArrowUp: (now, size) => moveBy(now, { x: 0, y: ARROW }, size),
  ArrowDown: (now, size) => moveBy(now, { x: 0, y: -ARROW }, size),
};
