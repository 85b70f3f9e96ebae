import type { KioskSession } from '../../src/contract/station/views.ts';
import type { TextKey } from '../i18n/text-key.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import type { IconName } from '../ui/icon.tsx';
import { missingWords } from '../ui/stock-words.ts';
import { isPaid } from './pay-placed.tsx';

type Placed = NonNullable<KioskSession['placed']>;

interface Words {
  readonly tone: 'info' | 'warning' | 'problem';
  readonly icon: IconName;
  readonly key: TextKey;
}

/** Whether the pieces of the order are kept, and what to do if they are not. Without a word of the station: only that the hub was away. */
export function PlacedStock({ placed }: { readonly placed: Placed }) {
  const text = useText();
  const { stock, placedOffline } = placed;
  if (placed.status === 'cancelled' || placed.status === 'collected') return null;
  if (stock === undefined) {
    return placedOffline ? (
      <Banner tone="warning" icon="cloud-off">
        {text('kiosk.placed.offline')}
      </Banner>
    ) : null;
  }
  const { tone, icon, key } = wordsOf(stock.state, placedOffline, isPaid(placed));
  return (
    <Banner tone={tone} icon={icon}>
      {text(key, { what: missingWords(stock) })}
    </Banner>
  );
}

function wordsOf(state: NonNullable<Placed['stock']>['state'], placedOffline: boolean, paid: boolean): Words {
  switch (state) {
    case 'asked':
      return placedOffline ? { tone: 'warning', icon: 'cloud-off', key: 'kiosk.stock.asked' } : { tone: 'info', icon: 'refresh', key: 'kiosk.stock.checking' };
    case 'sure':
      return { tone: 'info', icon: 'check', key: 'kiosk.stock.sure' };
    case 'kept':
      return { tone: 'info', icon: 'check', key: 'kiosk.stock.kept' };
    case 'moved':
      return { tone: 'info', icon: 'truck', key: 'kiosk.stock.moved' };
    case 'short':
      return { tone: 'problem', icon: 'warning', key: paid ? 'kiosk.stock.shortPaid' : 'kiosk.stock.short' };
    case 'waits':
      return { tone: 'warning', icon: 'warning', key: 'kiosk.stock.waits' };
  }
}
