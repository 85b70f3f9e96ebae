import type { StorageStatus } from '../../src/contract/station/storage-views.ts';
import type { StationStatus } from '../../src/contract/station/views.ts';
import { regionOf } from '../../src/kernel/language.ts';
import { formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';

/** Bytes of a megabyte, as people count them. */
const MB = 1_000_000;
/** Milliseconds. A station that has run for longer than this should have made a copy: one is made each hour. */
const COPY_DUE_MS = 2 * 3_600_000;

/** How the database and its disk are, what copies there are of it, and whether its record is signed for. What is not told is said to be not known. */
export function StorageFacts({ status: { storage, at, startedAt } }: { readonly status: StationStatus }) {
  const text = useText();
  const unknown = text('service.storage.unknown');
  if (storage === undefined) return <Group title={text('service.storage')} state={unknown} good />;
  const { health, space, freeBytes, lastBackup, backups, backupTrouble, lastCheck, countersigned } = storage;
  const isCopyMissing = lastBackup === null && at - startedAt > COPY_DUE_MS;
  const good = health === 'ok' && space === 'ok' && backupTrouble === null && lastCheck?.ok !== false && !isCopyMissing;
  return (
    <Group title={text('service.storage')} state={text('service.storage.state', { health })} good={good}>
      {health === 'ok' ? null : (
        <Fact name={text('service.storage.write')} bad todo={[text(`service.storage.todo.${health}`)]}>
          {text('service.storage.write.no')}
        </Fact>
      )}
      <Fact name={text('service.storage.space')} bad={space !== 'ok'} todo={space === 'ok' ? [] : [text(`service.storage.todo.${space}`)]}>
        {text('service.storage.space.state', { space })}
      </Fact>
      <Fact name={text('service.storage.free')}>{freeBytes === null ? unknown : text('service.storage.mb', { mb: Math.floor(freeBytes / MB) })}</Fact>
      <Fact name={text('service.storage.backup')} bad={isCopyMissing} todo={isCopyMissing ? [text('service.storage.todo.copy')] : []}>
        {lastBackup === null ? text('staff.status.never') : <Ago at={lastBackup.at} />}
      </Fact>
      <Fact name={text('service.storage.backups')}>{backups}</Fact>
      {backupTrouble === null ? null : (
        <Fact name={text('service.storage.trouble')} bad todo={[text('service.storage.todo.copy'), backupTrouble.detail]}>
          <Ago at={backupTrouble.at} />
        </Fact>
      )}
      <CheckFact check={lastCheck} />
      <Fact name={text('service.storage.signed')}>
        {countersigned === null ? text('staff.status.never') : text('service.storage.signed.entry', { seq: countersigned.seq })}
      </Fact>
      <RecoveryFacts storage={storage} at={at} />
    </Group>
  );
}

function CheckFact({ check }: { readonly check: StorageStatus['lastCheck'] }) {
  const text = useText();
  if (check === null) return <Fact name={text('service.storage.check')}>{text('service.storage.check.none')}</Fact>;
  const { at, ok, detail } = check;
  return (
    <Fact name={text('service.storage.check')} bad={!ok} todo={ok ? [] : [text('service.storage.todo.check'), detail]}>
      {text('service.storage.check.state', { ok: String(ok) })} · <Ago at={at} />
    </Fact>
  );
}

/** The last step down the ladder of recovery that this database took, and the one that the next start takes. */
function RecoveryFacts({ storage: { restored, restoreRequested }, at }: { readonly storage: StorageStatus; readonly at: number }) {
  const text = useText();
  const locale = useLocale();
  return (
    <>
      {restored === null ? null : (
        <Fact
          name={text('service.storage.restored', { reason: restored.reason?.replaceAll('-', '_') ?? 'unknown' })}
          todo={[
            restored.backupAt === null
              ? text('service.storage.from.nothing')
              : text('service.storage.from', { time: formatTime(locale, restored.backupAt, at) }),
            ...(restored.salvaged === null || restored.salvaged === 0 ? [] : [text('service.storage.salvaged', { count: restored.salvaged })]),
            text('service.storage.todo.restored'),
          ]}
        >
          <Ago at={restored.at} />
        </Fact>
      )}
      {restoreRequested === null ? null : (
        <Fact name={text('service.storage.requested')} bad todo={[text('service.storage.todo.requested')]}>
          {restoreRequested}
        </Fact>
      )}
    </>
  );
}

/** Is the device's clock to be trusted? Codes are judged by a time that does not leap, but somebody should set it right. */
export function ClockFacts({ status: { clock, at } }: { readonly status: StationStatus }) {
  const text = useText();
  const locale = useLocale();
  if (clock === undefined) return null;
  const { suspectSince } = clock;
  const isTrusted = suspectSince === null;
  return (
    <Group title={text('service.clock')} state={text('service.clock.state', { suspect: String(!isTrusted) })} good={isTrusted}>
      <Fact name={text('service.clock.shows')} bad={!isTrusted} todo={isTrusted ? [] : [text('service.clock.todo'), text('service.clock.meanwhile')]}>
        {new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'medium', timeStyle: 'short' }).format(at)}
      </Fact>
      {suspectSince === null ? null : (
        <Fact name={text('service.clock.since')} bad>
          {formatTime(locale, suspectSince, at)}
        </Fact>
      )}
    </Group>
  );
}
