import { useState } from 'react';
import { contact } from '../../src/contract/orders.ts';
import type { SizeClass } from '../../src/contract/schema.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Notice } from './notice.tsx';
import { ReturnHelp } from './return-help.tsx';
import type { ReturnProblem, ReturnStateOf } from './return-state.ts';
import type { SiloChrome } from './silo-chrome.ts';
import { SideBySide } from './side-by-side.tsx';
import './return-choose.css';
import './return-size.css';

export interface SizeScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-size'>;
  readonly busy: boolean;
  readonly problem: ReturnProblem | null;
  readonly onSize: (size: SizeClass) => void;
  readonly onEmail: (email: string | null) => void;
  readonly onOpen: () => void;
  readonly onEnd: () => void;
}

/** The size that should fit, another one if it is wanted, and where the receipt goes. Then a door opens. */
export function SizeScreen(props: SizeScreenProps) {
  const { state, onEmail } = props;
  const [choosing, setChoosing] = useState(false);
  const [typing, setTyping] = useState(false);
  if (typing) {
    const use = (email: string | null) => {
      onEmail(email);
      setTyping(false);
    };
    return <EmailStep {...props} onUse={use} onLeave={() => setTyping(false)} />;
  }
  if (state.gives === null && state.free.length === 0) return <FullScreen {...props} />;
  return <ProposalScreen {...props} choosing={choosing || state.gives === null} onChoosing={() => setChoosing(true)} onTyping={() => setTyping(true)} />;
}

interface ProposalProps extends SizeScreenProps {
  readonly choosing: boolean;
  readonly onChoosing: () => void;
  readonly onTyping: () => void;
}

function ProposalScreen({ chrome, state, busy, problem, choosing, onSize, onOpen, onChoosing, onTyping }: ProposalProps) {
  const text = useText();
  const { gives, size, pieces, because } = state;
  const open = (
    <Button kind="primary" size="large" wide busy={busy} disabled={gives === null} onPress={onOpen}>
      {text('return.size.open')}
    </Button>
  );
  return (
    <ScreenFrame
      {...chrome}
      screen="return-size"
      tellsItself={choosing}
      width={choosing ? 'narrow' : 'fill'}
      help={<ReturnHelp />}
      action={
        choosing ? (
          open
        ) : (
          <SideBySide>
            <Button size="large" wide onPress={onChoosing}>
              {text('return.size.other')}
            </Button>
            {open}
          </SideBySide>
        )
      }
    >
      <div className="return-size" data-choosing={choosing}>
        {because === null ? null : <Banner tone="warning">{text(`return.size.${because.why}`, { number: because.door.number })}</Banner>}
        {choosing ? null : (
          <span className="return-size-icon">
            <Icon name="door" />
          </span>
        )}
        <h1>{gives === null ? text('return.size.none.title') : text('return.size.title', { size: gives })}</h1>
        <p className="return-size-body">{gives === null ? text('return.size.none.body') : text('return.size.body', { pieces })}</p>
        {gives !== null && gives !== size ? <p className="return-size-body">{text('return.size.larger')}</p> : null}
        <SizeProblem problem={problem} />
        {choosing ? <SizeChoice state={state} onSize={onSize} /> : null}
        <ReceiptTo state={state} onTyping={onTyping} />
      </div>
    </ScreenFrame>
  );
}

function SizeChoice({ state, onSize }: Pick<SizeScreenProps, 'state' | 'onSize'>) {
  const text = useText();
  return (
    <Choices
      look="cards"
      label={text('return.size.choose')}
      value={state.size}
      choices={state.sizes.map((value) => ({
        value,
        name: text(`return.size.${value}`),
        disabled: !state.free.includes(value),
        ...(state.free.includes(value) ? (value === state.proposed ? { note: text('return.size.proposed') } : {}) : { note: text('return.size.taken') }),
      }))}
      onChange={onSize}
    />
  );
}

function ReceiptTo({ state, onTyping }: { readonly state: SizeScreenProps['state']; readonly onTyping: () => void }) {
  const text = useText();
  return (
    <div className="return-receipt-to">
      <p className="return-note">{text(`return.email.${state.receiptTo}`)}</p>
      <Button kind="secondary" onPress={onTyping}>
        {text('return.email.change')}
      </Button>
    </div>
  );
}

function SizeProblem({ problem }: { readonly problem: ReturnProblem | null }) {
  const text = useText();
  if (problem === 'doors-unreachable') return <Banner tone="warning">{text('return.unreachable')}</Banner>;
  return problem === 'storage' ? <Banner tone="warning">{text('return.storage')}</Banner> : null;
}

/** Nothing at all is free, or nobody has seen yet that it is: what to do with the goods. */
function FullScreen({ chrome, state, onEnd }: SizeScreenProps) {
  const why = state.unlooked ? 'unlooked' : 'full';
  const text = useText();
  return (
    <ScreenFrame
      {...chrome}
      screen="return-full"
      width="fill"
      help={<ReturnHelp />}
      action={
        <Button kind="primary" size="large" wide onPress={onEnd}>
          {text('return.full.done')}
        </Button>
      }
    >
      <Notice icon="locker" tone="attention" title={text(`return.${why}.title`)} body={text(`return.${why}.body`)} />
    </ScreenFrame>
  );
}

interface EmailStepProps extends SizeScreenProps {
  readonly onUse: (email: string | null) => void;
  readonly onLeave: () => void;
}

function EmailStep({ chrome, state, onUse, onLeave }: EmailStepProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const parsed = contact.safeParse({ kind: 'email', email: typed.trim() });
  const use = () => {
    setTried(true);
    if (parsed.success) onUse(typed.trim());
  };
  return (
    <ScreenFrame
      {...chrome}
      screen="return-email"
      tellsItself
      width="narrow"
      help={<ReturnHelp />}
      onBack={onLeave}
      action={
        <SideBySide>
          {state.receiptTo === 'typed' ? (
            <Button size="large" wide onPress={() => onUse(null)}>
              {text('return.email.back')}
            </Button>
          ) : null}
          <Button kind="primary" size="large" wide onPress={use}>
            {text('return.email.use')}
          </Button>
        </SideBySide>
      }
    >
      <h1 className="return-title">{text('return.email.title')}</h1>
      <TextField
        label={text('return.email.field')}
        keys="email"
        limit={254}
        value={typed}
        onChange={setTyped}
        onSubmit={use}
        problem={tried && !parsed.success ? text('return.email.wrong') : null}
        autoFocus
      />
    </ScreenFrame>
  );
}
