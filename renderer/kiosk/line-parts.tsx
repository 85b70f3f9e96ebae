import type { Picture } from '../../src/contract/catalogue.ts';
import { useText } from '../i18n/use-text.ts';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import './line-parts.css';

/** The small picture of a line. */
export function Thumb({ picture }: { readonly picture: Picture }) {
  return (
    <span className="thumb">
      <GarmentPicture picture={picture} />
    </span>
  );
}

export interface LineWordsProps {
  readonly title: string;
  readonly size: string | null;
  readonly colour: string | null;
}

/** The words of a line: what it is, in which colour and size. */
export function LineWords({ title, size, colour }: LineWordsProps) {
  const text = useText();
  const facts = [colour, size === null ? null : text('kiosk.line.size', { size })].filter((word) => word !== null);
  return (
    <span className="line-words">
      <span className="line-title">{title}</span>
      {facts.length === 0 ? null : <span className="line-facts">{facts.join(' · ')}</span>}
    </span>
  );
}
