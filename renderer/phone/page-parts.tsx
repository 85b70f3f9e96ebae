import type { ReactNode } from 'react';
import { formatAge } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';

/** The first moment, before the hub has answered. */
export function Loading() {
  const text = useText();
  return (
    <>
      <h1 className="visually-hidden">{text('phone.loading')}</h1>
      <p className="phone-loading" role="status">
        {text('phone.loading')}
      </p>
    </>
  );
}

/** Says how old what is shown is, and that the code works all the same. */
export function Stale({ asOf }: { readonly asOf: number }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  return (
    <Banner tone="warning" icon="cloud-off">
      {text('phone.stale', { age: formatAge(locale, asOf, now) })}
    </Banner>
  );
}

export interface TroubleProps {
  readonly title: string;
  readonly body: string;
  /** Left out (null) where trying again would change nothing. */
  readonly onAgain: (() => void) | null;
  readonly children?: ReactNode;
}

/** A whole page that says what is wrong and what to do. */
export function Trouble({ title, body, onAgain, children }: TroubleProps) {
  const text = useText();
  return (
    <section className="phone-status" role="alert">
      <span className="phone-status-icon" data-tone="attention">
        <Icon name={onAgain === null ? 'help' : 'cloud-off'} />
      </span>
      <h1>{title}</h1>
      <p>{body}</p>
      {children}
      {onAgain === null ? null : (
        <Button kind="primary" size="large" onPress={onAgain}>
          {text('phone.again')}
        </Button>
      )}
    </section>
  );
}
