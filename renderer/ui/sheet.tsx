import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './sheet.css';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { TimedSheet } from './timed-sheet.ts';

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
  const { role = 'dialog', closeLabel } = props;
  return (
    <ModalOverlay
      className="sheet-scrim"
      data-timed={props.timed}
      isOpen={props.open}
      isDismissable={role === 'dialog'}
      isKeyboardDismissDisabled={closeLabel === undefined}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className="sheet">
        <Dialog className="sheet-dialog" role={role}>
          <header className="sheet-head">
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            {closeLabel === undefined ? null : (
              <Button kind="quiet" icon={<Icon name="close" />} onPress={props.onClose}>
                {closeLabel}
              </Button>
            )}
          </header>
          <div className="sheet-body">{props.children}</div>
          {props.actions === undefined ? null : <footer className="sheet-actions">{props.actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
