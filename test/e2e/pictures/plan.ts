import type { Theme } from '../../../src/contract/schema.ts';
import type { Language } from '../../../scripts/demo/words.ts';
import { wayTo } from '../screens/open-walk.ts';
import type { Area, Stop, Walk } from '../screens/screen.ts';

/** How a screen is dressed. */
export interface Dress {
  readonly name: string;
  readonly text: '100' | '200';
  readonly contrast: 'normal' | 'high';
  readonly theme: Theme;
}

/** The size of a window, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is to be drawn. */
export interface Wanted {
  readonly walks: readonly Walk[];
  readonly languages: readonly Language[];
  readonly dresses: readonly Dress[];
  /** `1080x1920`; empty: every size of each area. */
  readonly sizes: readonly string[];
  /** Parts of the names of screens; empty: every screen. */
  readonly only: readonly string[];
}

/** One way in which a screen is drawn. */
export interface Form {
  readonly dress: Dress;
  readonly size: Size;
}

/** One page that goes through a walk in one language; each screen is drawn in every form. */
export interface Job {
  readonly walk: Walk;
  /** The stops to go to; those that are only on the way are not drawn. */
  readonly stops: readonly { readonly stop: Stop; readonly isDrawn: boolean }[];
  readonly language: Language;
  readonly forms: readonly [Form, ...Form[]];
}

/** As the product comes. */
export const plainDress: Dress = { name: 'plain', text: '100', contrast: 'normal', theme: 'linen' };

/** Every way in which a person may have it. */
export const allDresses: readonly Dress[] = [
  plainDress,
  { name: 'text-200', text: '200', contrast: 'normal', theme: 'linen' },
  { name: 'high-contrast', text: '100', contrast: 'high', theme: 'linen' },
  { name: 'gallery', text: '100', contrast: 'normal', theme: 'gallery' },
  { name: 'gallery-200', text: '200', contrast: 'normal', theme: 'gallery' },
];

/** The sizes in which the screens of an area are drawn: the panels that the product is made for, a small one that stands upright, and a usual phone. */
export function sizesOf(area: Area, { text }: Dress): readonly Size[] {
  // A phone's own browser makes text larger, by giving the page as much less room.
  if (area === 'phone') return [text === '200' ? { width: 195, height: 422 } : { width: 390, height: 844 }];
  return [
    { width: 1080, height: 1920 },
    { width: 1280, height: 800 },
    { width: 800, height: 1280 },
  ];
}

/** `1080x1920` */
export function nameOfSize({ width, height }: Size): string {
  return `${width}x${height}`;
}

/** The name of a screen, the same in every run: a part of its picture's name. */
export function nameOf(walk: Walk, stop: Stop): string {
  const [first, second] = [walk.name, stop.name].map((name) =>
    name
      .normalize('NFD')
      .replace(/[^\w]+/g, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase(),
  );
  return first === second || second === undefined ? `${first}` : `${first}.${second}`;
}

/** What there is to do, longest first, so that no page is left to work alone at the end. */
export function planJobs({ walks, languages, dresses, sizes, only }: Wanted): readonly Job[] {
  const jobs = walks.flatMap((walk) => {
    const isDrawn = (stop: Stop): boolean => only.length === 0 || only.some((part) => `${walk.area}/${nameOf(walk, stop)}`.includes(part));
    const stops = wayTo(walk, isDrawn).map((stop) => ({ stop, isDrawn: isDrawn(stop) }));
    if (stops.length === 0) return [];
    // None of the phone's pages is set to high contrast.
    const worn = dresses.filter((dress) => walk.area !== 'phone' || dress.contrast === 'normal');
    const [first, ...others] = worn.flatMap((dress) =>
      sizesOf(walk.area, dress)
        .filter((size) => sizes.length === 0 || sizes.includes(nameOfSize(size)))
        .map((size): Form => ({ dress, size })),
    );
    return first === undefined ? [] : languages.map((language): Job => ({ walk, stops, language, forms: [first, ...others] }));
  });
  return jobs.toSorted((one, other) => other.stops.length * other.forms.length - one.stops.length * one.forms.length);
}
