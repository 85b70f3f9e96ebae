import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Locale } from '../../src/contract/schema.ts';
import { languages, regionOf } from '../../src/kernel/language.ts';
import { isSpoken, loadMessages } from './spoken.ts';
import { LocaleContext } from './use-text.ts';

/** Gives everything below it a language, and tells the document and the primitives. Until it is loaded the one before is spoken, and nothing where there is none. */
export function Language({ locale: wanted, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const locale = useSpoken(wanted);
  useLayoutEffect(() => {
    if (locale !== null) document.documentElement.lang = locale;
  }, [locale]);
  if (locale === null) return null;
  return (
    <I18nProvider locale={regionOf[locale]}>
      <LocaleContext value={locale}>{children}</LocaleContext>
    </I18nProvider>
  );
}

/** The language that was wanted, or the last that could be spoken; null while the first one is on its way, so that nobody sees a screen change its language. */
function useSpoken(wanted: Locale): Locale | null {
  const [last, setLast] = useState<Locale | null>(() => (isSpoken(wanted) ? wanted : null));
  useEffect(() => {
    let gone = false;
    void loadMessages(wanted).then((came) => {
      if (!gone) setLast((before) => (came ? wanted : (before ?? anySpoken())));
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return isSpoken(wanted) ? wanted : last;
}

/** A language that the page has, where the wanted one did not come. */
function anySpoken(): Locale {
  return languages.find(isSpoken) ?? 'es';
}
