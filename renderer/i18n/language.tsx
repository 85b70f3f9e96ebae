import { type ReactNode, useLayoutEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Locale } from '../../src/contract/schema.ts';
import { regionOf } from '../../src/kernel/language.ts';
import { LocaleContext } from './use-text.ts';

/** Gives everything below it a language, and tells the document and the primitives. */
export function Language({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <I18nProvider locale={regionOf[locale]}>
      <LocaleContext value={locale}>{children}</LocaleContext>
    </I18nProvider>
  );
}
