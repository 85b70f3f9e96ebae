import { useState } from 'react';
import type { Model } from '../../src/contract/catalogue.ts';
import type { ProductDetail } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ModelView } from '../ui/model-view.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './model-sheet.css';

/** The button that shows a product in three dimensions; nothing for a product without a model. */
export function ModelButton({ product }: { readonly product: ProductDetail }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  if (product.model === undefined) return null;
  return (
    <>
      <Button icon={<Icon name="cube" />} onPress={() => setOpen(true)}>
        {text('product.model')}
      </Button>
      <Sheet open={open} title={text('product.model.title')} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <ModelBody title={product.title} model={product.model} roomUrl={product.roomUrl ?? null} />
      </Sheet>
    </>
  );
}

function ModelBody({ title, model, roomUrl }: { readonly title: string; readonly model: Model; readonly roomUrl: string | null }) {
  const text = useText();
  return (
    <div className="model">
      <ModelView model={model} alt={text('product.model.alt', { name: title })} />
      <p className="model-how">{text('product.model.how')}</p>
      {roomUrl === null ? null : (
        <section className="model-room">
          <div className="model-code">
            <QrImage data={roomUrl} caption={text('product.model.room')} />
          </div>
          <div>
            <h3>{text('product.model.room')}</h3>
            <p>{text('product.model.room.body')}</p>
          </div>
        </section>
      )}
    </div>
  );
}
