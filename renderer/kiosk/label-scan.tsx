import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './label-scan.css';
import type { LabelScan } from './use-label-scan.ts';

export interface LabelCameraProps {
  readonly scan: LabelScan;
  /** What is looked for: labels of goods, bags, coupons, or the code of an earlier order. */
  readonly words?: 'find.scan' | 'after.find.camera' | 'benefit.code.camera';
}

/** The tablet's camera as a reader of codes; on only while its sheet is open. */
export function LabelCamera({ scan, words = 'find.scan' }: LabelCameraProps) {
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
        {text(words)}
      </Button>
      <Sheet open={open} title={text(words)} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <p>{text(`${words}.body`)}</p>
        <div className="label-scan-picture">
          <Viewfinder onCode={read} remedy={text(`${words}.remedy`)} />
        </div>
      </Sheet>
    </>
  );
}
