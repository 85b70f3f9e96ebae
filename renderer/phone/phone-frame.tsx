import { type ReactNode, useState } from 'react';
import type { Locale, Theme } from '../../src/contract/schema.ts';
import { Language } from '../i18n/language.tsx';
import { Brand } from '../ui/brand.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import './phone-page.css';

export interface PhoneFrameProps {
  /** The shop's name; empty before it is known. */
  readonly shop: string;
  /** The shop's look; undefined before it is known, and where it has chosen none. */
  readonly theme: Theme | undefined;
  /** The language before its reader chooses another: that of the order where it is known, else that of the phone. */
  readonly locale: Locale;
  readonly children: ReactNode;
}

/** What every page on a phone has around it: the shop, the languages, and the page itself in the chosen one. */
export function PhoneFrame({ shop, theme, locale, children }: PhoneFrameProps) {
  const [chosen, setChosen] = useState<Locale | null>(null);
  return (
    <Language locale={chosen ?? locale}>
      <Brand theme={theme} />
      <div className="phone">
        <header className="phone-head">
          <p className="phone-shop">{shop}</p>
          <LanguageSwitch onLocale={setChosen} />
        </header>
        <main className="phone-main">{children}</main>
      </div>
    </Language>
  );
}
