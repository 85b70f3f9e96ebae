import type { StationStatus } from '../../src/contract/station/views.ts';
import { formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';

/** Can customers collect? If not, since when, why, that no parcel's time runs meanwhile, and what to do. Nothing where there is no silo. */
export function DowntimeFacts({ status: { downtime, at } }: { readonly status: StationStatus }) {
  const text = useText();
  const locale = useLocale();
  if (downtime === undefined) return null;
  const { now, last } = downtime;
  const isUp = now.length === 0;
  return (
    <Group title={text('service.downtime')} state={text('service.downtime.state', { up: String(isUp) })} good={isUp}>
      {now.map(({ cause, since }) => (
        <Fact key={cause} name={text('service.downtime.cause', { cause })} bad todo={[text(`service.downtime.todo.${cause}`)]}>
          <Ago at={since} />
        </Fact>
      ))}
      <Fact name={text('service.downtime.deadlines')}>{text('service.downtime.deadlines.state', { up: String(isUp) })}</Fact>
      <Fact name={text('service.downtime.last')}>
        {last === null
          ? text('service.downtime.none')
          : text('service.downtime.last.one', { cause: last.cause, time: formatTime(locale, last.from, at), ...lasted(last.to - last.from) })}
      </Fact>
    </Group>
  );
}

/** Hours and minutes of a time in milliseconds; none is shorter than a minute here. */
function lasted(ms: number): { readonly hours: number; readonly minutes: number } {
  const all = Math.max(1, Math.round(ms / 60_000));
  return { hours: Math.floor(all / 60), minutes: all % 60 };
}
