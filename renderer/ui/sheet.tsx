import { type ReactNode, useId } from 'react';
import { createPortal } from 'react-dom';
import './sheet.css';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { TimedSheet } from './timed-sheet.ts';
import { useModal } from './use-modal.ts';

export interface SheetProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons at its foot. */
  readonly actions?: ReactNode;
  /** Words of the closing button; without it the sheet can only be left by its actions. */
  readonly closeLabel?: string;
  readonly onClose: () => void;
  /** `alert` interrupts: it is announced at once, and a touch beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
  /** It comes by itself and asks for the person; `cover` hides everything behind it. */
  readonly timed?: TimedSheet;
}

/** A dialog that rises from below, where hands are. Keeps the focus until it is closed, and gives it back. */
export function Sheet(props: SheetProps) {
  // Most sheets of a screen are never opened: they cost nothing until then.
  return props.open ? <OpenSheet {...props} /> : null;
}

function OpenSheet(props: SheetProps) {
  const { role = 'dialog', closeLabel } = props;
  const title = useId();
  const dialog = useModal({ byKey: closeLabel !== undefined, byTouchBeside: role === 'dialog', onClose: props.onClose });
  return createPortal(
    <div className="sheet-scrim" data-timed={props.timed}>
      <div className="sheet">
        <section className="sheet-dialog" {...{ role, 'aria-modal': true }} aria-labelledby={title} tabIndex={-1} ref={dialog}>
          <header className="sheet-head">
            <h2 id={title}>{props.title}</h2>
            {closeLabel === undefined ? null : (
              <Button kind="quiet" icon={<Icon name="close" />} onPress={props.onClose}>
                {closeLabel}
              </Button>
            )}
          </header>
          <div className="sheet-body">{props.children}</div>
          {props.actions === undefined ? null : <footer className="sheet-actions">{props.actions}</footer>}
        </section>
      </div>
    </div>,
    document.body,
  );
}
