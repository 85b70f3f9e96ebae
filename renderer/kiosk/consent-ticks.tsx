import { useBenefits } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Tick } from '../ui/tick.tsx';
import type { BenefitProblem } from './benefit-problem.ts';
import './benefits-panel.css';
import type { SessionScreenProps } from './session-screen.ts';

/** What somebody may say yes to beside their order: each by itself, and no until they do. Nothing where the shop asks for nothing. */
export function ConsentTicks({ session }: Pick<SessionScreenProps, 'session'>) {
  const text = useText();
  const intents = useBenefits();
  const action = useAction<BenefitProblem>();
  const { benefits } = session;
  if (benefits === undefined) return null;
  const { consents, offers, member } = benefits;
  const asksMembership = offers.membership && member === null;
  if (!offers.newsletter && !asksMembership) return null;
  const change = (changed: Partial<typeof consents>) => action.run(() => intents.setConsents({ ...consents, ...changed }));
  return (
    <fieldset className="consents">
      <legend>{text('benefit.consents')}</legend>
      {action.problem === null ? null : <Banner tone="problem">{text('benefit.code.storage')}</Banner>}
      {offers.newsletter ? (
        <Tick
          label={text('benefit.consent.newsletter')}
          note={text('benefit.consent.newsletter.note')}
          value={consents.newsletter}
          onChange={(newsletter) => change({ newsletter })}
        />
      ) : null}
      {asksMembership ? (
        <Tick
          label={text('benefit.consent.membership')}
          note={text('benefit.consent.membership.note')}
          value={consents.membership}
          onChange={(membership) => change({ membership })}
        />
      ) : null}
      {consents.newsletter || consents.membership ? <p className="checkout-note">{text('benefit.consent.confirm')}</p> : null}
    </fieldset>
  );
}
