import { useState } from 'react';
import type { HubLink } from '../../src/contract/station/place-views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './carry-bag.css';

type Problem = 'no-session' | 'empty-bag' | 'too-large' | 'no-hub' | 'unreachable';
type Code = { readonly kind: 'wait' } | { readonly kind: 'code'; readonly url: string } | { readonly kind: 'problem'; readonly problem: Problem };

/** Shows the bag as a code for the shopper's phone, which also another kiosk reads. It works with the hub away. */
export function CarryBag({ hub }: { readonly hub: HubLink }) {
  const text = useText();
  const { intents } = useKiosk();
  const [code, setCode] = useState<Code | null>(null);
  const show = async () => {
    setCode({ kind: 'wait' });
    const answer = await intents.bagCode();
    setCode(answer.ok ? { kind: 'code', url: answer.value.url } : { kind: 'problem', problem: answer.error.kind });
  };
  return (
    <>
      <Button kind="secondary" icon={<Icon name="phone" />} onPress={() => void show()}>
        {text('bag.carry')}
      </Button>
      <Sheet open={code !== null} title={text('bag.carry.title')} closeLabel={text('ui.close')} onClose={() => setCode(null)}>
        {code === null ? null : <CodeBody code={code} isAway={hub.state === 'offline'} />}
      </Sheet>
    </>
  );
}

function CodeBody({ code, isAway }: { readonly code: Code; readonly isAway: boolean }) {
  const text = useText();
  switch (code.kind) {
    case 'wait':
      return <p role="status">{text('bag.carry.wait')}</p>;
    case 'problem':
      return <Banner tone="problem">{text(`bag.carry.${code.problem}`)}</Banner>;
    case 'code':
      return (
        <div className="carry">
          <div className="carry-code">
            <QrImage data={code.url} caption={text('bag.carry.caption')} />
          </div>
          <div className="carry-words">
            <p>{text('bag.carry.body')}</p>
            {isAway ? <p>{text('bag.carry.offline')}</p> : null}
            <p className="carry-note">{text('bag.carry.stays')}</p>
          </div>
        </div>
      );
  }
}
