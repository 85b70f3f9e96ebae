import { memo, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../src/contract/catalogue.ts';
import { GarmentDrawing } from './garment-drawing.tsx';
import './garment-picture.css';
import { type GarmentPainter, PainterContext } from './painter-context.ts';
import { paletteOf } from './palette.ts';
import { onWidth } from './width-watch.ts';

/**
 * A product's drawing as one picture of pixels, for lists: painted beside the page's thread for the width that it has, and only once for all
 * places that show it. Decoration: the words beside it say what it is. Until it is painted its ground stands there.
 */
export const GarmentPicture = memo(function GarmentPicture({ picture }: { readonly picture: Picture }) {
  const painter = useContext(PainterContext);
  return painter === null ? <GarmentDrawing picture={picture} /> : <Painted painter={painter} picture={picture} />;
});

/** Before its width is known, a picture is as wide as in most lists. Pixels. */
const LIST_WIDTH = 350;

function Painted({ painter, picture }: { readonly painter: GarmentPainter; readonly picture: Picture }) {
  const { garment, colour, pattern } = picture;
  const same = useMemo<Picture>(() => ({ kind: 'drawing', garment, colour, pattern }), [garment, colour, pattern]);
  const place = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  const [address, setAddress] = useState(() => painter.ready(same, LIST_WIDTH));
  const [isRefused, setRefused] = useState(false);
  useEffect(() => (place.current === null ? undefined : onWidth(place.current, setWidth)), []);
  useEffect(() => {
    if (width === 0) return undefined;
    return painter.paint(same, width, (painted) => {
      setAddress(painted);
      setRefused(painted === null);
    });
  }, [painter, same, width]);
  if (isRefused) return <GarmentDrawing picture={picture} />;
  return (
    <span ref={place} className="garment-picture" style={{ backgroundColor: paletteOf(same).groundTop }}>
      {address === null ? null : <img src={address} alt="" decoding="async" draggable={false} />}
    </span>
  );
}
