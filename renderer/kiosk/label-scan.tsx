import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './label-scan.css';
import type { LabelScan } from './use-label-scan.ts';

/** Says in plain words why a label led nowhere. */
export function LabelNotice({ scan }: { readonly scan: LabelScan }) {
  const text = useText();
  const { problem } = scan;
  const title = problem === null || problem === 'unreachable' ? text('find.scan') : text(`find.scan.${problem}`);
  return (
    <Sheet open={problem !== null} title={title} closeLabel={text('ui.close')} onClose={scan.forget}>
      {problem === null ? null : <p>{problem === 'unreachable' ? text('find.scan.unreachable') : text(`find.scan.${problem}.body`)}</p>}
    </Sheet>
  );
}

/** The tablet's camera as a reader of labels; on only while its sheet is open. */
export function LabelCamera({ scan }: { readonly scan: LabelScan }) {
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
        {text('find.scan')}
      </Button>
      <Sheet open={open} title={text('find.scan')} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <p>{text('find.scan.body')}</p>
        <div className="label-scan-picture">
          <Viewfinder onCode={read} />
        </div>
      </Sheet>
    </>
  );
}
