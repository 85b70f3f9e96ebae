import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Locale } from '../../src/contract/schema.ts';
import { languages, regionOf } from '../../src/kernel/language.ts';
import { isSpoken, loadMessages } from './spoken.ts';
import { LocaleContext } from './use-text.ts';

/** Gives everything below it a language, and tells the document and the primitives. Until it is loaded the one before is spoken. */
export function Language({ locale: wanted, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const locale = useSpoken(wanted);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <I18nProvider locale={regionOf[locale]}>
      <LocaleContext value={locale}>{children}</LocaleContext>
    </I18nProvider>
  );
}

/** The language that was wanted, or the last that could be spoken: a page begins with one that it has loaded. */
function useSpoken(wanted: Locale): Locale {
  const [last, setLast] = useState<Locale>(() => firstSpoken(wanted));
  useEffect(() => {
    let gone = false;
    void loadMessages(wanted).then((came) => {
      if (came && !gone) setLast(wanted);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return isSpoken(wanted) ? wanted : last;
}

function firstSpoken(wanted: Locale): Locale {
  return isSpoken(wanted) ? wanted : (languages.find(isSpoken) ?? 'es');
}
