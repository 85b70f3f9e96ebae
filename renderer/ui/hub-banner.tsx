import type { HubLink } from '../../src/contract/station/place-views.ts';
import { formatAge, formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from './banner.tsx';
import { useNow } from './now.ts';

/** While the hub is away: that it is, since when, and how old what is on screen is. Nothing while it is there. */
export function HubBanner({ hub }: { readonly hub: HubLink }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  if (hub.state === 'online') return null;
  const { lastContactAt, catalogueAsOf } = hub;
  return (
    <Banner tone="warning" icon="cloud-off">
      {lastContactAt === null || catalogueAsOf === null
        ? text('ui.offline')
        : text('ui.offline.age', { since: formatTime(locale, lastContactAt, now), age: formatAge(locale, catalogueAsOf, now) })}
    </Banner>
  );
}
