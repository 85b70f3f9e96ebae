import { useState } from 'react';
import type { Photo } from '../../src/contract/media.ts';
import type { Picture } from '../../src/contract/catalogue.ts';
import type { ProductDetail } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProductPhoto } from '../ui/product-photo.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { ZoomBox } from '../ui/zoom-box.tsx';
import { ModelButton } from './model-sheet.tsx';
import './product-gallery.css';

export interface ProductGalleryProps {
  readonly product: ProductDetail;
  /** The chosen colour, and the drawing in it. */
  readonly colour: string | null;
  readonly picture: Picture;
}

/** The pictures of a product in the chosen colour: one large, the others to choose from, each to be looked at closely; and its model. */
export function ProductGallery({ product, colour, picture }: ProductGalleryProps) {
  const text = useText();
  const photos = photosIn(product.photos ?? [], colour);
  const [chosen, setChosen] = useState(0);
  const [close, setClose] = useState(false);
  const at = Math.min(chosen, Math.max(0, photos.length - 1));
  const photo = photos[at];
  const label = [product.title, colour].filter((word) => word !== null).join(', ');
  return (
    <div className="gallery">
      <div className="product-picture">
        <ProductPhoto key={photo?.file.hash ?? 'drawing'} photo={photo} picture={picture} label={label} size="large" />
      </div>
      {photos.length < 2 ? null : <Others photos={photos} picture={picture} chosen={at} onChoose={setChosen} />}
      <div className="gallery-buttons">
        <Button icon={<Icon name="search" />} onPress={() => setClose(true)}>
          {text('product.zoom')}
        </Button>
        <ModelButton product={product} />
      </div>
      <Sheet open={close} title={text('product.zoom.title')} closeLabel={text('ui.close')} onClose={() => setClose(false)}>
        <ZoomBox key={photo?.file.hash ?? picture.colour}>
          <ProductPhoto photo={photo} picture={picture} label={label} size="large" />
        </ZoomBox>
      </Sheet>
    </div>
  );
}

/** Pictures of the colour and those that stand for all; where none shows the colour, all of them. */
function photosIn(photos: readonly Photo[], colour: string | null): readonly Photo[] {
  const own = photos.filter((photo) => photo.colour === colour && colour !== null);
  const general = photos.filter((photo) => photo.colour === null);
  return own.length > 0 ? [...own, ...general] : general.length > 0 ? general : photos;
}

interface OthersProps {
  readonly photos: readonly Photo[];
  readonly picture: Picture;
  readonly chosen: number;
  readonly onChoose: (place: number) => void;
}

function Others({ photos, picture, chosen, onChoose }: OthersProps) {
  const text = useText();
  return (
    <ul className="gallery-others" aria-label={text('product.photos')}>
      {photos.map((photo, place) => (
        <li key={photo.file.hash}>
          <button
            type="button"
            className="gallery-other"
            aria-pressed={place === chosen}
            aria-label={text('product.photo.nth', { number: String(place + 1), count: String(photos.length) })}
            onClick={() => onChoose(place)}
          >
            <ProductPhoto photo={photo} picture={picture} />
          </button>
        </li>
      ))}
    </ul>
  );
}
