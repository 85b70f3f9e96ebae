import { useState } from 'react';
import type { PrinterState } from '../../src/contract/station/place-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './placed-screen.css';
import { isPaid, PayPlaced, type PayPlacedProps } from './pay-placed.tsx';
import { PlacedParts } from './placed-parts.tsx';
import { PlacedStock } from './placed-stock.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';

type Placed = NonNullable<KioskSession['placed']>;

/** The order is made: its number, the code for the till, the slip, and the end of the session. */
export function PlacedScreen({ placed, session }: SessionScreenProps & { readonly placed: Placed }) {
  const text = useText();
  const { view, intents } = useKiosk();
  const paper = noPaper(view?.place.printer);
  const printing = useAction<KioskProblem>();
  const ending = useAction<KioskProblem>();
  const problem = printing.problem ?? ending.problem;
  const [printed, setPrinted] = useState(false);
  const isPaperAll = session.contact?.kind === 'phone' && view?.place.texts !== true;
  const hasSlip = isSlipTrue(placed) && (isPaperAll || !isChecking(placed));
  return (
    <ScreenFrame
      screen="placed"
      action={
        <>
          {paper === 'no-printer' || !hasSlip ? null : (
            <Button
              size="large"
              icon={<Icon name="print" />}
              busy={printing.busy}
              onPress={() =>
                printing.run(
                  () => intents.print(),
                  () => setPrinted(true),
                )
              }
            >
              {text(printButton(printed, printing.problem !== null || paper !== null))}
            </Button>
          )}
          <Button kind="primary" size="large" busy={ending.busy} onPress={() => ending.run(() => intents.end())}>
            {text('kiosk.placed.done')}
          </Button>
        </>
      }
    >
      <div className="placed">
        <div className="placed-main">
          <PlacedHead placed={placed} />
          {/* What came of the press on the paper's button is said where nobody has to scroll for it. */}
          <Problem kind={problem} />
          {paper !== null && hasSlip && problem === null ? (
            <Banner tone={paper === 'no-printer' ? 'info' : 'warning'}>{text(`kiosk.problem.${paper}`)}</Banner>
          ) : null}
          {isPaperAll && hasSlip ? <Banner tone="warning">{text('kiosk.placed.paper')}</Banner> : null}
          {printed && printing.problem === null && !printing.busy ? <Banner tone="info">{text('kiosk.placed.printed')}</Banner> : null}
          <PlacedWords placed={placed} hasMessage={!isPaperAll} demo={view?.place.demo === true} />
        </div>
        {hasSlip ? (
          <aside className="placed-receipt" aria-label={text('kiosk.placed.receipt')}>
            <ReceiptPreview receipt={placed.receipt} />
          </aside>
        ) : null}
      </div>
    </ScreenFrame>
  );
}

/** Why no paper will come, known before anybody asks for it; null where it will, or where the printer does not tell. */
function noPaper(printer: PrinterState | undefined): Extract<KioskProblem, 'no-printer' | 'paper-out' | 'cover-open' | 'offline'> | null {
  switch (printer) {
    case 'paper-out':
    case 'cover-open':
    case 'offline':
      return printer;
    case 'none':
      return 'no-printer';
    case 'ok':
    case 'paper-near-end':
    case 'unknown':
    case undefined:
      return null;
  }
}

/** Paper is promised only where it can come; a try is offered all the same, since somebody may just have put in a roll. */
function printButton(printed: boolean, inTrouble: boolean): 'kiosk.placed.print' | 'kiosk.placed.print.again' | 'kiosk.placed.print.try' {
  if (inTrouble) return 'kiosk.placed.print.try';
  return printed ? 'kiosk.placed.print.again' : 'kiosk.placed.print';
}

/** A slip is of use while its order stands; one that asks for money that was just paid on the phone would mislead, until the order knows of it. */
function isSlipTrue(placed: Placed): boolean {
  return placed.status !== 'cancelled' && !(placed.status === 'placed' && isPaid(placed));
}

/** Nobody is to pay at the till while a payment is being checked, so no slip asks for that, except where paper is all that its shopper gets. */
function isChecking({ status, phone }: Placed): boolean {
  return status === 'placed' && phone?.kind === 'link' && phone.state === 'checking';
}

function PlacedHead({ placed }: { readonly placed: Placed }) {
  const text = useText();
  const cancelled = placed.status === 'cancelled';
  return (
    <header className="placed-head">
      <p className="placed-done" data-cancelled={cancelled}>
        {cancelled ? null : <Icon name="check" />}
        {text(titleOf(placed))}
      </p>
      <h1>
        <span className="placed-label">{text('kiosk.placed.number')}</span>
        <span className="placed-number">{placed.number}</span>
      </h1>
    </header>
  );
}

function titleOf(placed: Placed) {
  if (placed.status === 'cancelled') return 'kiosk.placed.cancelled.title';
  if (!isPaid(placed)) return 'kiosk.placed.title';
  return placed.total.minor === 0 ? 'kiosk.placed.nothing.title' : 'kiosk.placed.paid.title';
}

function PlacedWords({ placed, hasMessage, demo }: PayPlacedProps) {
  const text = useText();
  const cancelled = placed.status === 'cancelled';
  const paid = isPaid(placed);
  const isShort = placed.stock?.state === 'short';
  return (
    <>
      {cancelled ? <p className="placed-lead">{text('kiosk.placed.cancelled.body')}</p> : null}
      {/* Before the code for the till: whoever reads it must not pay first. */}
      {isShort ? <PlacedStock placed={placed} /> : null}
      {cancelled || paid ? null : <PayPlaced placed={placed} hasMessage={hasMessage} demo={demo} />}
      {cancelled ? null : <PlacedParts placed={placed} />}
      {isShort ? null : <PlacedStock placed={placed} />}
    </>
  );
}
