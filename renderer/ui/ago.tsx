import type { UnixMs } from '../../src/kernel/clock.ts';
import { formatAge } from '../i18n/format.ts';
import { useLocale } from '../i18n/use-text.ts';
import { useNow } from './now.ts';

/** How old a figure is, in words, and kept true while it is on screen. */
export function Ago({ at }: { readonly at: UnixMs }) {
  const locale = useLocale();
  const now = useNow(30_000);
  return <time dateTime={new Date(at).toISOString()}>{formatAge(locale, at, now)}</time>;
}
