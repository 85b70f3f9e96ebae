import { useState } from 'react';
import type { ConsentPage as Facts } from '../../src/contract/hub/loyalty.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { givenText } from '../../src/kernel/language.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { AddressFields, useAddressForm } from './address-form.tsx';
import type { ConsentLink } from './club-link.ts';
import './club-page.css';
import { Loading, Trouble } from './page-parts.tsx';
import { PhoneFrame } from './phone-frame.tsx';
import { type Shown, useFollowed } from './use-order.ts';

/** Asks the owner of a mailbox whether it was them who said yes in the shop. Only a button that they press answers. */
export function ConsentPage({ link, browserLocale }: { readonly link: ConsentLink; readonly browserLocale: Locale }) {
  const { state, again, put } = useFollowed(link.load);
  const facts = state.kind === 'shown' ? state.value : null;
  return (
    <PhoneFrame shop={facts?.storeName ?? ''} theme={facts?.theme} locale={facts?.locale ?? browserLocale}>
      <Content state={state} link={link} onFacts={put} onAgain={again} />
    </PhoneFrame>
  );
}

interface ContentProps {
  readonly state: Shown<Facts>;
  readonly link: ConsentLink;
  readonly onFacts: (facts: Facts) => void;
  readonly onAgain: () => void;
}

function Content({ state, link, onFacts, onAgain }: ContentProps) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'unknown':
      return <Trouble title={text('club.page.unknown')} body={text('club.page.unknown.body')} onAgain={null} />;
    case 'unreachable':
      return <Trouble title={text('phone.offline.title')} body={text('club.page.offline')} onAgain={onAgain} />;
    case 'shown':
      if (state.value.state === 'over') return <Trouble title={text('club.page.over')} body={text('club.page.over.body')} onAgain={null} />;
      return <Question facts={state.value} link={link} onFacts={onFacts} />;
  }
}

function Question({ facts, link, onFacts }: { readonly facts: Facts; readonly link: ConsentLink; readonly onFacts: (facts: Facts) => void }) {
  const text = useText();
  const locale = useLocale();
  const form = useAddressForm(facts.country);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<'club.page.failed' | 'club.page.address.wrong' | null>(null);
  const { purpose, box, state } = facts;
  const isBox = purpose.kind === 'box';
  const answer = async (ask: () => ReturnType<ConsentLink['withdraw']>) => {
    setBusy(true);
    const done = await ask();
    setBusy(false);
    setProblem(done.ok ? null : 'club.page.failed');
    if (done.ok) onFacts(done.value);
  };
  const confirm = () => {
    const address = isBox ? form.address : null;
    if (isBox && address === null) return setProblem('club.page.address.wrong');
    void answer(() => link.confirm(address));
  };
  const title = box !== null ? givenText(box.name, locale) : text(purpose.kind === 'newsletter' ? 'club.page.newsletter' : 'club.page.membership');
  if (state === 'confirmed') {
    return (
      <section className="club-page">
        <title>{text('club.page.confirmed')}</title>
        <h1>{text('club.page.confirmed')}</h1>
        <p>{text(`club.page.confirmed.${purpose.kind}`)}</p>
        {problem === null ? null : <Banner tone="problem">{text(problem)}</Banner>}
        {purpose.kind === 'membership' ? null : (
          <Button busy={busy} onPress={() => void answer(link.withdraw)}>
            {text('club.page.stop')}
          </Button>
        )}
      </section>
    );
  }
  return (
    <section className="club-page">
      <title>{title}</title>
      <h1>{title}</h1>
      <p>{box !== null ? givenText(box.about, locale) : text(purpose.kind === 'newsletter' ? 'club.newsletter.about' : 'club.membership.about')}</p>
      {box === null ? null : (
        <p>
          <strong>{text(`club.box.price.${box.every}`, { price: formatMoney(locale, box.price) })}</strong>
        </p>
      )}
      {isBox ? (
        <>
          <h2>{text('club.page.address')}</h2>
          <AddressFields form={form} tells={problem === 'club.page.address.wrong'} />
        </>
      ) : null}
      {problem === null ? null : <Banner tone="problem">{text(problem)}</Banner>}
      <Button kind="primary" size="large" busy={busy} onPress={confirm}>
        {text('club.page.confirm')}
      </Button>
      <Button busy={busy} onPress={() => void answer(link.withdraw)}>
        {text('club.page.no')}
      </Button>
    </section>
  );
}
