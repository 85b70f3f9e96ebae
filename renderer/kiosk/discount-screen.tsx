import { useState } from 'react';
import type { DiscountAmount, DiscountReason } from '../../src/contract/discounts.ts';
import type { AssistView } from '../../src/contract/station/assist-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useAssist } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { type Choice, Choices } from '../ui/choices.tsx';
import { Price } from '../ui/price.tsx';
import { ProblemBanner } from '../ui/problem-banner.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { AssistProblem } from './assist-problems.ts';
import './discount-screen.css';
import { LineWords, Thumb } from './line-parts.tsx';
import { ManagerStep } from './manager-step.tsx';

type BagLine = KioskSession['bag'][number];

export interface DiscountScreenProps {
  readonly assist: AssistView;
  readonly session: KioskSession;
  /** A line of the bag, or `all`. */
  readonly of: string;
}

const REASONS: readonly DiscountReason[] = ['damaged', 'display', 'price-match', 'goodwill', 'other'];
const PERCENTS = [5, 10, 15, 20, 25, 30, 40, 50, 75, 100] as const;
const OTHER = 'other';
/** Most digits of a price. */
const MOST_DIGITS = 8;

/** What is typed and chosen before anything is asked, for a line or for the whole bag. */
function useWanted(currency: string, isBag: boolean) {
  const [much, setMuch] = useState<string | null>(null);
  const [digits, setDigits] = useState('');
  const [reason, setReason] = useState<DiscountReason | null>(null);
  const [note, setNote] = useState('');
  return { much, setMuch, digits, setDigits, reason, setReason, note, setNote, amount: amountOf(much, digits, { currency, isBag }) };
}

/** What staff take off a line or the whole bag: how much, why, and a manager where it is more than their own limit. */
export function DiscountScreen({ assist, session, of }: DiscountScreenProps) {
  const text = useText();
  const intents = useAssist();
  const action = useAction<AssistProblem>();
  const { much, setMuch, digits, setDigits, reason, setReason, note, setNote, amount } = useWanted(
    session.goods?.currency ?? session.total.currency,
    of === 'all',
  );
  const [managing, setManaging] = useState(false);
  const line = session.bag.find(({ lineId }) => lineId === of) ?? null;
  const lineId = of === 'all' ? null : of;
  const back = () => goTo('/kiosk/bag');
  const apply = (second?: { readonly badge: string; readonly pin: string }) => {
    if (amount === null || reason === null) return;
    const written = note.trim() === '' ? {} : { note: note.trim() };
    action.run(async () => {
      const given = await intents.discount({ lineId, amount, reason, ...written, ...(second === undefined ? {} : { second }) });
      if (!given.ok && given.error.kind === 'needs-second') setManaging(true);
      return given;
    }, back);
  };
  if (managing) {
    return (
      <ManagerStep
        problem={action.problem}
        busy={action.busy}
        onDone={apply}
        onBack={() => {
          action.clear();
          setManaging(false);
        }}
      />
    );
  }
  return (
    <ScreenFrame
      screen={`discount-${of}`}
      width="roomy"
      onBack={back}
      action={
        <>
          {assist.marks.some((mark) => lineId === null || mark.lineId === lineId) ? (
            <Button size="large" busy={action.busy} onPress={() => action.run(() => intents.undiscount({ lineId }), back)}>
              {text('assist.discount.remove')}
            </Button>
          ) : null}
          <Button kind="primary" size="large" busy={action.busy} disabled={amount === null || reason === null} onPress={() => apply()}>
            {text('assist.discount.apply')}
          </Button>
        </>
      }
    >
      <h1 className="screen-title">{text(lineId === null ? 'assist.discount.bag' : 'assist.discount.title')}</h1>
      {action.problem === null ? null : <ProblemBanner>{text(`assist.problem.${action.problem}`)}</ProblemBanner>}
      <div className="discount">
        <div className="discount-what">
          {line === null ? <p>{text('assist.discount.bag.body')}</p> : <LineCard line={line} amount={amount} />}
          <p className="discount-limits">{text('assist.discount.limits', { limit: assist.limit, second: assist.limitWithSecond })}</p>
        </div>
        <div className="discount-how">
          <Choices label={text('assist.discount.much')} look="chips" value={much} onChange={setMuch} choices={amounts(text, assist, lineId === null)} />
          {much === OTHER ? <PriceField digits={digits} currency={session.total.currency} isBag={lineId === null} onDigits={setDigits} /> : null}
          <Why reason={reason} note={note} onReason={setReason} onNote={setNote} />
        </div>
      </div>
    </ScreenFrame>
  );
}

interface WhyProps {
  readonly reason: DiscountReason | null;
  readonly note: string;
  readonly onReason: (reason: DiscountReason) => void;
  readonly onNote: (note: string) => void;
}

/** One reason of the list, and a few words once it is chosen. */
function Why({ reason, note, onReason, onNote }: WhyProps) {
  const text = useText();
  return (
    <>
      <Choices
        label={text('assist.discount.why')}
        look="chips"
        value={reason}
        onChange={onReason}
        choices={REASONS.map((value) => ({ value, name: text(`assist.reason.${value}`) }))}
      />
      {reason === null ? null : (
        <TextField label={text('assist.discount.note')} hint={text('assist.discount.note.hint')} keys="text" limit={120} value={note} onChange={onNote} />
      )}
    </>
  );
}

/** The percentages that somebody here may give; those that need a manager say so. */
function amounts(text: ReturnType<typeof useText>, { limit, limitWithSecond }: AssistView, isBag: boolean): Choice<string>[] {
  const offered: Choice<string>[] = PERCENTS.filter((percent) => percent <= limitWithSecond).map((percent) => ({
    value: String(percent),
    name: text('assist.discount.percent', { percent }),
    ...(percent > limit ? { note: text('assist.discount.second') } : {}),
  }));
  return [...offered, { value: OTHER, name: text(isBag ? 'assist.discount.off.other' : 'assist.discount.other') }];
}

function amountOf(much: string | null, digits: string, of: { readonly currency: string; readonly isBag: boolean }): DiscountAmount | null {
  if (much === null) return null;
  if (much !== OTHER) return { kind: 'percent', percent: Number(much) };
  if (!/^\d{1,8}$/.test(digits)) return null;
  const typed = { minor: Number(digits), currency: of.currency };
  return of.isBag ? { kind: 'off', off: typed } : { kind: 'price', price: typed };
}

/** Digits alone: a pad has no comma, and some currencies have no cents. What they mean is shown beside them. */
function PriceField({
  digits,
  currency,
  isBag,
  onDigits,
}: {
  readonly digits: string;
  readonly currency: string;
  readonly isBag: boolean;
  readonly onDigits: (digits: string) => void;
}) {
  const text = useText();
  const locale = useLocale();
  const shown = digits === '' ? '2995' : digits;
  return (
    <TextField
      label={text(isBag ? 'assist.discount.off' : 'assist.discount.price')}
      hint={text('assist.discount.price.hint', { digits: shown, price: formatMoney(locale, { minor: Number(shown), currency }) })}
      keys="digits"
      limit={MOST_DIGITS}
      value={digits}
      onChange={(typed) => onDigits(typed.replace(/\D/g, ''))}
    />
  );
}

/** The line with what it costs in the catalogue, and what it will cost. */
function LineCard({ line, amount }: { readonly line: BagLine; readonly amount: DiscountAmount | null }) {
  const text = useText();
  const list = line.listPrice ?? line.unitPrice;
  const now = line.listPrice === undefined ? null : line.unitPrice;
  const next = amount === null ? now : priceAfter(list, amount);
  return (
    <div className="discount-line">
      <Thumb picture={line.picture} />
      <div className="discount-line-words">
        <LineWords title={line.title} size={line.size} colour={line.colour} />
        <p className="discount-pieces">{text('assist.discount.pieces', { count: line.quantity })}</p>
        <dl className="discount-prices">
          <dt>{text('assist.discount.list')}</dt>
          <dd>
            <Price amount={list} />
          </dd>
          <dt>{text('assist.discount.new')}</dt>
          <dd className="discount-next">{next === null ? '–' : <Price amount={next} />}</dd>
        </dl>
      </div>
    </div>
  );
}

/** As the station will count it: whole minor units, what is left of one is not taken off. */
function priceAfter(list: BagLine['unitPrice'], amount: DiscountAmount): BagLine['unitPrice'] {
  if (amount.kind === 'price') return amount.price;
  if (amount.kind === 'off') return list;
  return { ...list, minor: list.minor - Math.floor((list.minor * amount.percent) / 100) };
}
