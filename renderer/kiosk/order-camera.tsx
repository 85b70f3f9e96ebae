import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './label-scan.css';
import type { LabelScan } from './use-label-scan.ts';

/** The tablet's camera for codes of orders; on only while its sheet is open. */
export function OrderCamera({ scan }: { readonly scan: LabelScan }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const read = async (code: string) => {
    const heard = await scan.read(code);
    if (heard) setOpen(false);
    return heard;
  };
  return (
    <>
      <Button icon={<Icon name="code" />} onPress={() => setOpen(true)}>
        {text('after.find.camera')}
      </Button>
      <Sheet open={open} title={text('after.find.camera')} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <p>{text('after.find.camera.body')}</p>
        <div className="label-scan-picture">
          <Viewfinder onCode={read} />
        </div>
      </Sheet>
    </>
  );
}
