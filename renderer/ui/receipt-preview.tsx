import type { ReceiptBlock, ReceiptDocument } from '../../src/contract/receipt.ts';
import { useText } from '../i18n/use-text.ts';
import { QrImage } from './qr-image.tsx';
import './receipt-preview.css';

/** A slip as the printer will print it, drawn as paper. */
export function ReceiptPreview({ receipt }: { readonly receipt: ReceiptDocument }) {
  const text = useText();
  return (
    <figure className="receipt" aria-label={text('ui.receipt', { title: receipt.title })}>
      {receipt.blocks.map((block, index) => (
        // A printed slip never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the block's identity
        <Block key={index} block={block} />
      ))}
    </figure>
  );
}

function Block({ block }: { readonly block: ReceiptBlock }) {
  switch (block.kind) {
    case 'text':
      return (
        <p className="receipt-text" data-align={block.align} data-size={block.size} data-bold={block.bold}>
          {block.text}
        </p>
      );
    case 'pair':
      return (
        <p className="receipt-pair" data-bold={block.bold}>
          <span>{block.left}</span>
          <span className="receipt-right">{block.right}</span>
        </p>
      );
    case 'rule':
      return <hr className="receipt-rule" />;
    case 'space':
      return <div className="receipt-space" />;
    case 'qr':
      return (
        <div className="receipt-qr">
          <QrImage data={block.data} caption={block.caption} />
          <p>{block.caption}</p>
        </div>
      );
  }
}
