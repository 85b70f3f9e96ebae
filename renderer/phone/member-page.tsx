import { useState } from 'react';
import type { MemberPage as Facts } from '../../src/contract/hub/loyalty.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { unbroken } from '../after/day.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import type { MemberLink } from './club-link.ts';
import './club-page.css';
import { formatDay } from './format-day.ts';
import { Loading, Stale, Trouble } from './page-parts.tsx';
import { PhoneFrame } from './phone-frame.tsx';
import { type Shown, useFollowed } from './use-order.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** A member's own page: the code that they show, what their points are worth, and the ways out. */
export function MemberPage({ link, browserLocale }: { readonly link: MemberLink; readonly browserLocale: Locale }) {
  const { state, again, put } = useFollowed(link.load);
  const [left, setLeft] = useState(false);
  const facts = state.kind === 'shown' ? state.value : null;
  useWakeLock(facts !== null && !left);
  return (
    <PhoneFrame shop={facts?.name ?? ''} theme={undefined} locale={facts?.locale ?? browserLocale}>
      {left ? <Left /> : <Content state={state} link={link} onFacts={put} onAgain={again} onLeft={() => setLeft(true)} />}
    </PhoneFrame>
  );
}

function Left() {
  const text = useText();
  return <Trouble title={text('member.page.left')} body={text('member.page.left.body')} onAgain={null} />;
}

interface ContentProps {
  readonly state: Shown<Facts>;
  readonly link: MemberLink;
  readonly onFacts: (facts: Facts) => void;
  readonly onAgain: () => void;
  readonly onLeft: () => void;
}

function Content({ state, link, onFacts, onAgain, onLeft }: ContentProps) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'unknown':
      return <Trouble title={text('club.page.unknown')} body={text('club.page.unknown.body')} onAgain={null} />;
    case 'unreachable':
      return <Trouble title={text('phone.offline.title')} body={text('club.page.offline')} onAgain={onAgain} />;
    case 'shown':
      return (
        <>
          {state.stale ? <Stale asOf={state.asOf} /> : null}
          <Code facts={state.value} />
          <Entries facts={state.value} />
          <WaysOut link={link} onFacts={onFacts} onLeft={onLeft} />
        </>
      );
  }
}

function Code({ facts }: { readonly facts: Facts }) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="club-page">
      <title>{text('member.page.title')}</title>
      <h1>{text('member.page.title')}</h1>
      <div className="club-code">
        <QrImage data={facts.code} caption={text('member.page.title')} />
      </div>
      <p>{text('member.page.hint')}</p>
      <p className="club-points">
        <strong>{text('member.page.points', { points: facts.points })}</strong>
        {facts.worth === null ? null : <span>{text('member.page.worth', { worth: formatMoney(locale, facts.worth) })}</span>}
      </p>
    </section>
  );
}

function Entries({ facts }: { readonly facts: Facts }) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="club-page">
      <h2>{text('member.page.entries')}</h2>
      {facts.entries.length === 0 ? <p>{text('member.page.none')}</p> : null}
      <ul className="club-entries">
        {facts.entries.map((entry) => (
          <li key={`${entry.at}-${entry.kind}-${entry.number ?? ''}`}>
            <span>
              {text(`member.page.${entry.kind}`)}
              {entry.number === null ? null : ` · ${unbroken(entry.number)}`}
              <small>{formatDay(locale, entry.at)}</small>
            </span>
            <strong>{`${entry.points < 0 ? '−' : '+'}${Math.abs(entry.points)}`}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WaysOut({ link, onFacts, onLeft }: Pick<ContentProps, 'link' | 'onFacts' | 'onLeft'>) {
  const text = useText();
  const [step, setStep] = useState<'idle' | 'busy' | 'sure' | 'renewed' | 'failed'>('idle');
  const renew = async () => {
    setStep('busy');
    const done = await link.renew();
    setStep(done.ok ? 'renewed' : 'failed');
    if (done.ok) onFacts(done.value);
  };
  const leave = async () => {
    setStep('busy');
    const done = await link.leave();
    if (done.ok) onLeft();
    else setStep('failed');
  };
  return (
    <section className="club-page">
      {step === 'failed' ? <Banner tone="problem">{text('club.page.failed')}</Banner> : null}
      {step === 'renewed' ? <Banner tone="info">{text('member.page.renewed')}</Banner> : null}
      <Button busy={step === 'busy'} onPress={() => void renew()}>
        {text('member.page.lost')}
      </Button>
      <p>{text('member.page.lost.note')}</p>
      {step === 'sure' ? (
        <>
          <p>{text('member.page.leave.sure')}</p>
          <Button kind="primary" onPress={() => void leave()}>
            {text('member.page.leave.yes')}
          </Button>
        </>
      ) : (
        <Button kind="quiet" onPress={() => setStep('sure')}>
          {text('member.page.leave')}
        </Button>
      )}
    </section>
  );
}
