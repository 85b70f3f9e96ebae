import type { UnixMs } from '../../src/kernel/clock.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { Sheet } from './sheet.tsx';

export interface IdleDialogProps {
  /** When the warning appears, when the session ends, and how many more times it can be put off. Null while no clock runs. */
  readonly idle: { readonly warnAt: UnixMs; readonly endsAt: UnixMs; readonly extensionsLeft: number } | null;
  readonly onStay: () => void;
  readonly onEnd: () => void;
}

/** The warning before a session ends by itself: what will happen, when, and one large button against it. */
export function IdleDialog({ idle, onStay, onEnd }: IdleDialogProps) {
  const text = useText();
  const now = useNow(500);
  const open = idle !== null && now >= idle.warnAt;
  const seconds = idle === null ? 0 : Math.max(0, Math.ceil((idle.endsAt - now) / 1000));
  const last = idle !== null && idle.extensionsLeft <= 0;
  return (
    <Sheet
      open={open}
      role="alertdialog"
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
    </Sheet>
  );
}
