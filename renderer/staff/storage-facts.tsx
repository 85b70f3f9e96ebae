import type { StationStatus } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';

/** Bytes of a megabyte, as people count them. */
const MB = 1_000_000;

/** How the database and its disk are, what copies there are of it, and whether its record is signed for. What is not told is said to be not known. */
export function StorageFacts({ status: { storage } }: { readonly status: StationStatus }) {
  const text = useText();
  const unknown = text('service.storage.unknown');
  if (storage === undefined) return <Group title={text('service.storage')} state={unknown} good />;
  const { health, space, freeBytes, lastBackup, backups, backupTrouble, lastCheck, countersigned, restored, restoreRequested } = storage;
  const good = health === 'ok' && space === 'ok' && backupTrouble === null && lastCheck?.ok !== false;
  return (
    <Group title={text('service.storage')} state={text('service.storage.state', { health })} good={good}>
      <Fact name={text('service.storage.space')} bad={space !== 'ok'}>
        {text('service.storage.space.state', { space })}
      </Fact>
      <Fact name={text('service.storage.free')}>{freeBytes === null ? unknown : text('service.storage.mb', { mb: Math.floor(freeBytes / MB) })}</Fact>
      <Fact name={text('service.storage.backup')} bad={lastBackup === null}>
        {lastBackup === null ? text('staff.status.never') : <Ago at={lastBackup.at} />}
      </Fact>
      <Fact name={text('service.storage.backups')}>{backups}</Fact>
      {backupTrouble === null ? null : (
        <Fact name={text('service.storage.trouble')} bad>
          <Ago at={backupTrouble.at} /> {backupTrouble.detail}
        </Fact>
      )}
      <Fact name={text('service.storage.check')} bad={lastCheck?.ok === false}>
        {lastCheck === null ? text('staff.status.never') : <Check at={lastCheck.at} ok={lastCheck.ok} detail={lastCheck.detail} />}
      </Fact>
      <Fact name={text('service.storage.signed')}>
        {countersigned === null ? text('staff.status.never') : text('service.storage.signed.entry', { seq: countersigned.seq })}
      </Fact>
      {restored === null ? null : (
        <Fact name={text('service.storage.restored')} bad>
          <Ago at={restored.at} />
        </Fact>
      )}
      {restoreRequested === null ? null : (
        <Fact name={text('service.storage.requested')} bad>
          {restoreRequested}
        </Fact>
      )}
    </Group>
  );
}

function Check({ at, ok, detail }: { readonly at: number; readonly ok: boolean; readonly detail: string }) {
  const text = useText();
  return (
    <>
      {text('service.storage.check.state', { ok: String(ok) })} · <Ago at={at} /> {ok ? null : detail}
    </>
  );
}

/** Is the device's clock to be trusted? Codes are judged by a time that does not leap, but somebody should set it right. */
export function ClockFacts({ status: { clock } }: { readonly status: StationStatus }) {
  const text = useText();
  if (clock === undefined) return null;
  const { suspectSince } = clock;
  return (
    <Group title={text('service.clock')} state={text('service.clock.state', { suspect: String(suspectSince !== null) })} good={suspectSince === null}>
      {suspectSince === null ? null : (
        <Fact name={text('service.clock.since')} bad>
          <Ago at={suspectSince} />
        </Fact>
      )}
    </Group>
  );
}
