import type { HubLink } from '../../src/contract/station/place-views.ts';
import { formatAge, formatTime } from '../i18n/format.ts';
import type { TextKey } from '../i18n/text-key.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from './banner.tsx';
import { useNow } from './now.ts';

export interface HubBannerProps {
  readonly hub: HubLink;
  /** What people here have to know besides: what does not work meanwhile. */
  readonly note?: TextKey;
}

/** While the hub is away: that it is, since when, and how old what is on screen is. Nothing while it is there. */
export function HubBanner({ hub, note }: HubBannerProps) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  if (hub.state === 'online') return null;
  const { lastContactAt, catalogueAsOf } = hub;
  const words =
    lastContactAt === null || catalogueAsOf === null
      ? text('ui.offline')
      : text('ui.offline.age', { since: formatTime(locale, lastContactAt, now), age: formatAge(locale, catalogueAsOf, now) });
  return (
    <Banner tone="warning" icon="cloud-off">
      {note === undefined ? words : `${words} ${text(note)}`}
    </Banner>
  );
}
