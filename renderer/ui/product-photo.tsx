import { useState } from 'react';
import type { Photo } from '../../src/contract/media.ts';
import { mediaName } from '../../src/contract/media.ts';
import type { Picture } from '../../src/contract/catalogue.ts';
import { GarmentDrawing } from './garment/garment-drawing.tsx';
import { GarmentPicture } from './garment/garment-picture.tsx';
import './product-photo.css';

export interface ProductPhotoProps {
  /** Left out: there is none, and the drawing stands. */
  readonly photo?: Photo | undefined;
  readonly picture: Picture;
  /** What it shows, where no words beside it say so; without it the picture is decoration. */
  readonly label?: string;
  /** `small` for lists, `large` where it may be looked at closely. */
  readonly size?: 'small' | 'large';
}

/**
 * A photograph of a product from this device, else its drawing. A large one that has not come yet is shown by its small copy; one that has
 * no copy here either, by the drawing: there is always a picture.
 */
export function ProductPhoto({ photo, picture, label, size = 'small' }: ProductPhotoProps) {
  const [missing, setMissing] = useState<readonly string[]>([]);
  const names = photo === undefined ? [] : [...(size === 'large' ? [mediaName(photo.file)] : []), mediaName(photo.small ?? photo.file)];
  const name = names.find((candidate) => !missing.includes(candidate));
  if (photo === undefined || name === undefined)
    return size === 'small' && label === undefined ? (
      <GarmentPicture picture={picture} />
    ) : (
      <GarmentDrawing picture={picture} {...(label === undefined ? {} : { label })} />
    );
  return (
    <img
      className="product-photo"
      src={`/media/${name}`}
      width={photo.width}
      height={photo.height}
      alt={label === undefined ? '' : photo.alt === '' ? label : photo.alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setMissing((before) => [...before, name])}
    />
  );
}
