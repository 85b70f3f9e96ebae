import { useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import { languageNames, languages } from '../../src/kernel/language.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './language-switch.css';
import { Sheet } from './sheet.tsx';

/** Says which language is spoken and offers all of them, each by its own name: whoever needs another cannot read this one. */
export function LanguageSwitch({ onLocale }: { readonly onLocale: (locale: Locale) => void }) {
  const text = useText();
  const spoken = useLocale();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button kind="quiet" icon={<Icon name="globe" />} label={`${text('ui.language')}: ${languageNames[spoken]}`} onPress={() => setOpen(true)}>
        {languageNames[spoken]}
      </Button>
      <Sheet open={open} title={text('ui.language')} closeLabel={text('ui.close')} onClose={close}>
        <ul className="languages">
          {languages.map((one) => (
            <li key={one} lang={one}>
              <Button
                size="large"
                wide
                kind={one === spoken ? 'primary' : 'secondary'}
                {...(one === spoken ? { icon: <Icon name="check" /> } : {})}
                onPress={() => {
                  close();
                  if (one !== spoken) onLocale(one);
                }}
              >
                {languageNames[one]}
              </Button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}
