import type { UnixMs } from '../../src/kernel/clock.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { useNow } from './now.ts';
import { Sheet } from './sheet.tsx';

export interface SessionCoverProps {
  /** From when on the screen is covered; null while it must not be. */
  readonly coversAt: UnixMs | null;
  readonly onStay: () => void;
  readonly onEnd: () => void;
}

/**
 * Covers the screen of a session without a limit that nobody has touched for a while: what is on it is nobody else's matter, and nothing of it is lost. Who
 * comes back goes on; who comes after them begins anew, which wipes it.
 */
export function SessionCover({ coversAt, onStay, onEnd }: SessionCoverProps) {
  const text = useText();
  const isCovered = useNow(1000) >= (coversAt ?? Number.POSITIVE_INFINITY);
  return (
    <Sheet
      open={isCovered}
      role="alertdialog"
      timed="cover"
      title={text('ui.cover.title')}
      onClose={onStay}
      actions={
        <>
          <Button size="large" onPress={onEnd}>
            {text('ui.cover.end')}
          </Button>
          <Button kind="primary" size="large" autoFocus onPress={onStay}>
            {text('ui.cover.stay')}
          </Button>
        </>
      }
    >
      <p>{text('ui.cover.body')}</p>
      <p>{text('ui.cover.other')}</p>
    </Sheet>
  );
}
