import { useEffect, useEffectEvent, useState } from 'react';
import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useKept } from './kept.ts';
import { PaidScreen, type Tender, TenderScreen } from './pay-screens.tsx';
import { ProblemLine } from './problem-line.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { TillOrderScreen } from './till-order-screen.tsx';
import './till-screen.css';

type Step =
  | { readonly kind: 'find' }
  | { readonly kind: 'order'; readonly order: StaffOrder }
  | { readonly kind: 'tender'; readonly order: StaffOrder; readonly tender: Tender }
  | { readonly kind: 'paid'; readonly order: StaffOrder; readonly receipt: ReceiptDocument };

type FindProblem = 'not-signed-in' | 'not-allowed' | 'unreadable' | 'unknown-order' | 'unreachable';

export interface TillScreenProps {
  readonly member: Member;
  /** Does the shop take coupons or know members? */
  readonly benefits?: boolean;
  readonly onLock: () => void;
}

/** A till code that was held to the scanner while another screen was open, until it is looked up. */
export interface ScannedAtTill {
  readonly scanned: string | null;
  readonly onTaken: () => void;
}

/** Taking a payment: find the order, see it, take cash or card, done. */
export function TillScreen({ member, benefits = false, onLock, scanned, onTaken }: TillScreenProps & ScannedAtTill) {
  const [step, setStep] = useState<Step>({ kind: 'find' });
  const corner = <MemberCorner member={member} onLock={onLock} />;
  const find = () => setStep({ kind: 'find' });
  // An order that is being paid is not swapped for another by what comes before the scanner.
  usePortReader('screen', () => step.kind !== 'find');
  switch (step.kind) {
    case 'find':
      return <FindOrder member={member} onLock={onLock} scanned={scanned} onTaken={onTaken} onFound={(order) => setStep({ kind: 'order', order })} />;
    case 'order':
      return (
        <TillOrderScreen
          order={step.order}
          benefits={benefits}
          corner={corner}
          onTender={(tender) => setStep({ kind: 'tender', order: step.order, tender })}
          onOrder={(order) => setStep({ kind: 'order', order })}
          onBack={find}
        />
      );
    case 'tender':
      return (
        <TenderScreen
          order={step.order}
          tender={step.tender}
          corner={corner}
          onPaid={(receipt) => setStep({ kind: 'paid', order: step.order, receipt })}
          onBack={() => setStep({ kind: 'order', order: step.order })}
          onFind={find}
        />
      );
    case 'paid':
      return <PaidScreen order={step.order} receipt={step.receipt} corner={corner} onNext={find} />;
  }
}

/** Longest text that the station takes for an order. */
const MAX_FIND = 120;

function FindOrder({ member, onLock, scanned, onTaken, onFound }: TillScreenProps & ScannedAtTill & { readonly onFound: (order: StaffOrder) => void }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<FindProblem>();
  const [typed, setTyped] = useKept('till', '');
  const find = (code: string) =>
    action.run(
      () => intents.findOrder({ code: code.slice(0, MAX_FIND) }),
      (answer) => onFound(answer.value),
    );
  const submit = () => {
    if (typed !== '') find(typed);
  };
  useWedge('typing', (reading) => {
    // The first keys of a scan look typed and land in the field.
    setTyped('');
    find(reading.kind === 'code' ? reading.text : '');
  });
  usePortReader('screen', ({ kind, code }) => {
    if (kind !== 'badge') find(code);
    return true;
  });
  const findScanned = useEffectEvent((code: string) => {
    onTaken();
    find(code);
  });
  useEffect(() => {
    if (scanned !== null) findScanned(scanned);
  }, [scanned]);
  return (
    <ScreenFrame
      screen="staff-till"
      width="fill"
      corner={<MemberCorner member={member} onLock={onLock} />}
      backLabel={text('staff.home')}
      onBack={() => goTo('/staff')}
    >
      <div className="till-find">
        <div className="till-find-words">
          <h1>{text('staff.till.title')}</h1>
          <p>{text('staff.till.body')}</p>
          <ProblemLine>
            {action.problem === null ? null : text(action.problem === 'not-allowed' ? 'staff.hand.problem.not-allowed' : `staff.till.${action.problem}`)}
          </ProblemLine>
          <div className="till-find-field">
            <TextField label={text('staff.till.field')} value={typed} onChange={setTyped} keys="search" limit={MAX_FIND} onSubmit={submit} />
            <Button size="large" kind="primary" disabled={typed === ''} busy={action.busy} onPress={submit}>
              {text('staff.till.find')}
            </Button>
          </div>
        </div>
        <div className="till-find-camera">
          <Viewfinder onCode={find} remedy={text('staff.camera.remedy')} />
        </div>
      </div>
    </ScreenFrame>
  );
}
