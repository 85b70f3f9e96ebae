import { type ReactNode, useState } from 'react';
import type { LoadTask } from '../../src/contract/station/load-views.ts';
import type { PrinterState } from '../../src/contract/station/place-views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './load-screens.css';
import { LabelCamera } from './label-camera.tsx';
import { ProblemLine } from './problem-line.tsx';
import { wasHeard } from './use-labels.ts';

const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

export interface LoadedProps {
  readonly load: LoadTask;
  readonly state: Extract<LoadTask['state'], { readonly kind: 'loaded' }>;
  readonly printer: PrinterState | undefined;
  readonly corner: ReactNode;
  readonly onDesk: () => void;
}

/** The parcel is inside. The next label opens the next door at once; the slip is there for who has no phone. */
export function Loaded({ load, state, printer, corner, onDesk }: LoadedProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const [printed, setPrinted] = useState(false);
  // Before anything was printed the printer's own word counts, after it what came of printing.
  const trouble = action.problem ?? (printed ? null : (printProblems.find((kind) => kind === (printer === 'none' ? 'no-printer' : printer)) ?? null));
  const known = printProblems.find((kind) => kind === trouble);
  const print = () => {
    setPrinted(false);
    action.run(
      () => intents.printSlip(),
      () => setPrinted(true),
    );
  };
  const { slip } = state;
  return (
    <ScreenFrame
      screen="staff-loaded"
      width="fill"
      corner={corner}
      action={
        <>
          {slip === null ? null : (
            <Button size="large" busy={action.busy} onPress={print}>
              {text(printed || action.problem !== null ? 'staff.load.print.again' : 'staff.load.print')}
            </Button>
          )}
          <Button
            size="large"
            disabled={action.busy}
            onPress={() => action.run(() => intents.scanParcel({ code: load.number, another: true, lowDoor: load.lowDoor !== 'not-asked' }))}
          >
            {text('staff.load.another')}
          </Button>
          <Button kind="primary" size="large" onPress={() => action.run(() => intents.closeLoad(), onDesk)}>
            {text('staff.load.next-parcel')}
          </Button>
        </>
      }
    >
      <div className="loaded" data-alone={slip === null}>
        <div className="loaded-words" role="status">
          <p className="loaded-number">{state.door.number}</p>
          <h1>{text('staff.load.done.title', { number: state.door.number })}</h1>
          <p>{text(slip === null ? 'staff.load.courier.body' : 'staff.load.done.body')}</p>
          {printed ? <Banner tone="info">{text('staff.load.printed')}</Banner> : null}
          <ProblemLine>{trouble === null || slip === null ? null : text(known === undefined ? 'staff.print.failed' : `staff.print.${known}`)}</ProblemLine>
          <LabelCamera offered={false} onLabel={async (code) => wasHeard(await intents.scanParcel({ code }))} />
        </div>
        {slip === null ? null : <ReceiptPreview receipt={slip} />}
      </div>
    </ScreenFrame>
  );
}
