import type { ShiftCounts, ShiftLeft } from '../../src/contract/shift.ts';
import type { ShiftView } from '../../src/contract/station/desk-views.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { useHelpTime } from '../silo/help-time.ts';
import { Card } from '../ui/card.tsx';

const SUMS = ['cashIn', 'cardIn', 'cashOut', 'cardOut'] as const;
const COUNTS = ['orders', 'handed', 'changed', 'discounts', 'loaded', 'takenOut'] as const;
const LEFT: readonly (keyof ShiftLeft)[] = ['toPrepare', 'toHand', 'short', 'calls', 'doors'];

/** What everybody did since the last shift, what should be in the drawer, and what is left to do. Nothing is drawn of what did not happen. */
export function ShiftFacts({ shift }: { readonly shift: ShiftView }) {
  const text = useText();
  const locale = useLocale();
  const money = (minor: number) => formatMoney(locale, { minor, currency: shift.currency });
  const left = LEFT.filter((what) => shift.left[what] > 0);
  return (
    <div className="shift-facts">
      <section aria-label={text('staff.shift.people')}>
        <h2>{text('staff.shift.people')}</h2>
        {shift.people.length === 0 ? <p className="shift-soft">{text('staff.shift.nobody')}</p> : null}
        <div className="shift-people">
          {shift.people.map((one) => (
            <Card key={one.staffId}>
              <h3>{one.name}</h3>
              <Did counts={one} money={money} />
            </Card>
          ))}
        </div>
      </section>
      <section aria-label={text('staff.shift.left')}>
        <h2>{text('staff.shift.left')}</h2>
        {left.length === 0 ? <p className="shift-soft">{text('staff.shift.nothing')}</p> : null}
        <dl className="shift-rows">
          {left.map((what) => (
            <Row key={what} name={text(`staff.shift.left.${what}`)} value={String(shift.left[what])} />
          ))}
        </dl>
      </section>
      <dl className="shift-rows">
        <Row name={text('staff.shift.float')} value={money(shift.float)} />
        <Row name={text('staff.shift.did.cashIn')} value={money(shift.total.cashIn.minor)} />
        <Row name={text('staff.shift.did.cashOut')} value={money(0 - shift.total.cashOut.minor)} />
        <Row name={text('staff.shift.expected')} value={money(shift.expected)} strong />
      </dl>
    </div>
  );
}

function Did({ counts, money }: { readonly counts: ShiftCounts; readonly money: (minor: number) => string }) {
  const text = useText();
  const time = useHelpTime();
  return (
    <dl className="shift-rows">
      {SUMS.filter((what) => counts[what].count > 0).map((what) => (
        <Row
          key={what}
          name={text(`staff.shift.did.${what}`)}
          value={text('staff.shift.count', { money: money(counts[what].minor), count: counts[what].count })}
        />
      ))}
      {COUNTS.filter((what) => counts[what] > 0).map((what) => (
        <Row key={what} name={text(`staff.shift.did.${what}`)} value={String(counts[what])} />
      ))}
      {counts.calls === 0 ? null : (
        <Row name={text('staff.shift.did.calls')} value={text('staff.shift.answer', { count: counts.calls, time: time(counts.callsMs / counts.calls) })} />
      )}
    </dl>
  );
}

function Row({ name, value, strong = false }: { readonly name: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <div className="shift-row" data-strong={strong}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
