import { useState } from 'react';
import type { BoxOffer, ConsentPurpose } from '../../src/contract/loyalty/loyalty.ts';
import type { SessionBenefits } from '../../src/contract/station/benefit-views.ts';
import { givenText } from '../../src/kernel/language.ts';
import { useBenefits } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ProblemBanner } from '../ui/problem-banner.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { BenefitProblem } from './benefit-problem.ts';
import './benefits-panel.css';
import { contactFrom } from './check-contact.ts';
import { problemKey } from './code-screen.tsx';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { useDraft } from './use-draft.ts';

/** The newsletter, the club and subscription boxes: what there is, and what was joined in this session. */
export function ClubScreen({ session, back }: SessionScreenProps & { readonly back: string }) {
  const text = useText();
  const offers = offersIn(session.benefits);
  return (
    <ScreenFrame screen="club" width="narrow" corner={<SessionCorner session={session} />} onBack={() => goTo(back)}>
      <div className="checkout">
        <header className="checkout-head">
          <h1>{text('club.title')}</h1>
          <p>{text(offers.length === 0 ? 'club.none' : 'club.lead')}</p>
        </header>
        <ul className="club">
          {offers.map((offer) => (
            <OfferRow key={offer.name} offer={offer} joined={session.benefits?.signedUp.includes(offer.name) === true} />
          ))}
        </ul>
      </div>
    </ScreenFrame>
  );
}

/** Joining one of them takes a mailbox, and nothing else. */
export function JoinScreen({ view, session, name }: SessionScreenProps & { readonly name: string }) {
  const text = useText();
  const words = useOfferWords();
  const intents = useBenefits();
  const action = useAction<BenefitProblem>();
  const known = session.contact?.kind === 'email' ? session.contact.email : '';
  const [email, setEmail] = useDraft(session.sessionId, 'club-email', known);
  const [tried, setTried] = useState(false);
  const contact = contactFrom('email', email);
  const offer = offersIn(session.benefits).find((one) => one.name === name);
  if (offer === undefined) return <ClubScreen view={view} session={session} back="/kiosk" />;
  const joined = session.benefits?.signedUp.includes(name) === true;
  const send = () => {
    setTried(true);
    if (contact?.kind === 'email') action.run(() => intents.signUp({ purpose: offer.purpose, email: contact.email }));
  };
  const { title, about } = words(offer);
  return (
    <ScreenFrame
      screen="join"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => goTo('/kiosk/club')}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={joined ? () => goTo('/kiosk/club') : send}>
          {text(joined ? 'kiosk.next' : 'club.send')}
        </Button>
      }
    >
      <div className="checkout">
        <header className="checkout-head">
          <h1>{title}</h1>
          <p>{about}</p>
        </header>
        {action.problem === null ? null : <ProblemBanner>{text(problemKey(action.problem))}</ProblemBanner>}
        {joined ? (
          <Banner tone="info">{text(view.hub.state === 'offline' ? 'club.sent.offline' : 'club.sent')}</Banner>
        ) : (
          <>
            <TextField
              label={text('club.email')}
              keys="email"
              limit={254}
              value={email}
              onChange={setEmail}
              onSubmit={send}
              problem={tried && contact === null ? text('club.email.wrong') : null}
              autoFocus
            />
            <p className="checkout-note">{text('benefit.consent.confirm')}</p>
            {offer.purpose.kind === 'box' ? <p className="checkout-note">{text('club.box.note')}</p> : null}
          </>
        )}
      </div>
    </ScreenFrame>
  );
}

interface Offer {
  /** As the session remembers it. */
  readonly name: string;
  readonly purpose: ConsentPurpose;
  readonly box: BoxOffer | null;
}

function OfferRow({ offer, joined }: { readonly offer: Offer; readonly joined: boolean }) {
  const text = useText();
  const locale = useLocale();
  const words = useOfferWords();
  const { title, about } = words(offer);
  const { box } = offer;
  return (
    <li className="club-offer">
      <div className="club-words">
        <h2>{title}</h2>
        <p>{about}</p>
        {box === null ? null : <p className="club-price">{text(`club.box.price.${box.every}`, { price: formatMoney(locale, box.price) })}</p>}
      </div>
      {joined ? (
        <span role="status">{text('club.done')}</span>
      ) : (
        <Button label={text('club.choose.name', { name: title })} onPress={() => goTo(`/kiosk/club/${encodeURIComponent(offer.name)}`)}>
          {text('club.choose')}
        </Button>
      )}
    </li>
  );
}

function useOfferWords(): (offer: Offer) => { readonly title: string; readonly about: string } {
  const text = useText();
  const locale = useLocale();
  return ({ purpose, box }) => {
    if (box !== null) return { title: givenText(box.name, locale), about: givenText(box.about, locale) };
    const kind = purpose.kind === 'newsletter' ? 'newsletter' : 'membership';
    return { title: text(`club.${kind}`), about: text(`club.${kind}.about`) };
  };
}

/** What a shop offers to join. */
export function offersIn(benefits: SessionBenefits | undefined): readonly Offer[] {
  if (benefits === undefined) return [];
  const { newsletter, membership, boxes } = benefits.offers;
  return [
    ...(newsletter ? [{ name: 'newsletter', purpose: { kind: 'newsletter' } as const, box: null }] : []),
    ...(membership ? [{ name: 'membership', purpose: { kind: 'membership' } as const, box: null }] : []),
    ...boxes.map((box) => ({ name: `box:${box.boxId}`, purpose: { kind: 'box', boxId: box.boxId } as const, box })),
  ];
}
