import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Notice, Returning } from './notice.tsx';
import './return-end.css';
import { ReturnHelp } from './return-help.tsx';
import type { ReturnStateOf } from './return-state.ts';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';

export interface DoneScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-done'>;
  readonly busy: boolean;
  readonly onPrint: () => void;
  readonly onEnd: () => void;
}

/** It is inside and booked: the receipt's number, where the paper is, and what happens next. */
export function DoneScreen({ chrome, state, busy, onPrint, onEnd }: DoneScreenProps) {
  const text = useText();
  const { receipt, paper, receiptTo, document, until } = state;
  const hasPaper = paper === 'printed' || paper === 'printing' || paper === 'not-asked';
  const end = (
    <Button kind="primary" size="large" wide onPress={onEnd}>
      {text('return.done.end')}
    </Button>
  );
  return (
    <ScreenFrame
      {...chrome}
      screen="return-done"
      width="fill"
      help={<ReturnHelp />}
      action={
        paper === 'no-printer' ? (
          end
        ) : (
          <SideBySide>
            <Button size="large" wide busy={busy || paper === 'printing'} onPress={onPrint}>
              {text('return.done.print')}
            </Button>
            {end}
          </SideBySide>
        )
      }
    >
      <div className="return-done">
        <h1>
          <Icon name="check" />
          {text('return.done.title')}
        </h1>
        <p className="return-receipt">
          <span>{text('return.done.receipt')}</span>
          <strong>{receipt}</strong>
        </p>
        <p className="return-done-line" role="status" data-attention={!hasPaper}>
          {text(`return.done.paper.${paper}`)}
        </p>
        <p className="return-done-line">{text(`return.done.${receiptTo}`)}</p>
        <p className="return-done-line">{text('return.done.refund')}</p>
        {hasPaper ? null : <ReceiptPreview receipt={document} />}
        <Returning until={until} />
      </div>
    </ScreenFrame>
  );
}

interface EndProps<K extends 'return-nothing' | 'return-unsure'> {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<K>;
  readonly onEnd: () => void;
}

/** The person kept what they had brought. */
export function NothingScreen({ chrome, state, onEnd }: EndProps<'return-nothing'>) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="return-nothing" width="fill" help={<ReturnHelp />} action={<EndButton onEnd={onEnd} />}>
      <Notice icon="door" tone="calm" title={text('return.nothing.title')} body={text('return.nothing.body', { number: state.door.number })}>
        <Returning until={state.until} />
      </Notice>
    </ScreenFrame>
  );
}

/** Nobody knows whether something lies inside: what is true, for whoever stands here now. */
export function UnsureScreen({ chrome, state, onEnd }: EndProps<'return-unsure'>) {
  const text = useText();
  const { number } = state.door;
  return (
    <ScreenFrame {...chrome} screen="return-unsure" width="fill" help={<ReturnHelp />} action={<EndButton onEnd={onEnd} />}>
      <Notice
        icon="warning"
        tone="attention"
        title={text(`return.unsure.${state.why}.title`, { number })}
        body={text('return.unsure.body', { number })}
        aside={state.why === 'no-answer' ? text('return.unsure.again') : null}
      >
        <Returning until={state.until} />
      </Notice>
    </ScreenFrame>
  );
}

function EndButton({ onEnd }: { readonly onEnd: () => void }) {
  const text = useText();
  return (
    <Button kind="primary" size="large" wide onPress={onEnd}>
      {text('return.unsure.end')}
    </Button>
  );
}
