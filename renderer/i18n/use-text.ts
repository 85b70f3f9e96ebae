import { createContext, useCallback, useContext } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import { formatText, type TextValues } from './format.ts';
import type { TextKey } from './text-key.ts';

/** The language of everything below it. */
export const LocaleContext = createContext<Locale>('es');

/** The language that the screen speaks. */
export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** Looks messages up in the screen's language: `text('kiosk.total', { price })`. */
export function useText(): (key: TextKey, values?: TextValues) => string {
  const locale = useContext(LocaleContext);
  return useCallback((key, values) => formatText(locale, key, values), [locale]);
}
