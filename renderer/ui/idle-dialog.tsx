import { useEffect, useEffectEvent } from 'react';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import './idle-dialog.css';
import { useNow } from './now.ts';
import { Sheet } from './sheet.tsx';
import { useSpeech } from './speech-context.ts';

export interface IdleDialogProps {
  /** When the line and the warning appear, when the session ends, and how many more times it can be put off. Null while no clock runs. */
  readonly idle: { readonly noticeAt?: UnixMs | undefined; readonly warnAt: UnixMs; readonly endsAt: UnixMs; readonly extensionsLeft: number } | null;
  readonly onStay: () => void;
  readonly onEnd: () => void;
}

/** Seconds before the end at which the warning is said once more. */
const LAST_SECONDS = 10;

/**
 * What comes before a session ends by itself, in two stages. First a line that asks whether somebody is there: it lies over the screen, takes no touch and no
 * focus, and goes with any touch. Then the warning, with a sound: what will happen, when, and one large button against it; and a last word before the end.
 */
export function IdleDialog({ idle, onStay, onEnd }: IdleDialogProps) {
  const text = useText();
  const now = useNow(500);
  const open = idle !== null && now >= idle.warnAt;
  const noticed = idle?.noticeAt !== undefined && now >= idle.noticeAt && !open;
  const seconds = idle === null ? 0 : Math.max(0, Math.ceil((idle.endsAt - now) / 1000));
  const last = idle !== null && idle.extensionsLeft <= 0;
  const soon = open && seconds <= LAST_SECONDS;
  useSounds(open, soon);
  return (
    <>
      <p className="idle-notice" role="status" data-shown={noticed}>
        {noticed ? text('ui.idle.notice') : null}
      </p>
      <Sheet
        open={open}
        role="alertdialog"
        timed="idle"
        title={text('ui.idle.title')}
        onClose={onStay}
        actions={
          <>
            <Button size="large" onPress={onEnd}>
              {text('ui.idle.end')}
            </Button>
            {last ? null : (
              <Button kind="primary" size="large" autoFocus onPress={onStay}>
                {text('ui.idle.stay')}
              </Button>
            )}
          </>
        }
      >
        <p>{text('ui.idle.body', { seconds })}</p>
        {last ? <p>{text('ui.idle.last')}</p> : null}
        <p className="visually-hidden" role="alert">
          {soon ? text('ui.idle.soon', { seconds: LAST_SECONDS }) : null}
        </p>
      </Sheet>
    </>
  );
}

/** A sound with the warning, and one with the last word. To who listens the screen gives the first by itself. */
function useSounds(open: boolean, soon: boolean): void {
  const speech = useSpeech();
  const onOpen = useEffectEvent(() => (speech?.mode === 'on' ? undefined : speech?.chime()));
  const onSoon = useEffectEvent(() => speech?.chime());
  useEffect(() => {
    if (open) onOpen();
  }, [open]);
  useEffect(() => {
    if (soon) onSoon();
  }, [soon]);
}
