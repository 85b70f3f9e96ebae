import type { StationStatus } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';

/** The keys that customers' codes are checked with: are there any, how old they are, and what is wrong with what came last. */
export function KeysFacts({ status: { keys } }: { readonly status: StationStatus }) {
  const text = useText();
  if (keys === undefined) return null;
  const { bundle, issuedAt, takenAt, usable, refused, isUpdateWanted, mustEnrol } = keys;
  const good = usable > 0 && refused === null && !isUpdateWanted && mustEnrol === undefined;
  const state = usable === 0 ? 'none' : good ? 'good' : 'trouble';
  return (
    <Group title={text('service.keys')} state={text('service.keys.state', { state })} good={good}>
      <Fact
        name={text('service.keys.usable')}
        bad={usable === 0}
        todo={usable > 0 || mustEnrol !== undefined ? [] : [text(bundle === null ? 'service.keys.todo.none' : 'service.keys.todo.revoked')]}
      >
        {usable}
      </Fact>
      {mustEnrol === undefined ? null : (
        <Fact name={text('service.keys.enrol')} bad todo={[text('service.keys.todo.enrol'), text('service.keys.todo.enrol.how', { station: mustEnrol })]}>
          {text('service.keys.enrol.old')}
        </Fact>
      )}
      {issuedAt === null ? null : (
        <Fact name={text('service.keys.issued')}>
          <Ago at={issuedAt} />
        </Fact>
      )}
      {bundle === null ? null : <Fact name={text('service.keys.taken')}>{takenAt === null ? text('service.storage.unknown') : <Ago at={takenAt} />}</Fact>}
      {refused === null || mustEnrol !== undefined ? null : (
        <Fact name={text('service.keys.refused')} bad todo={[text('service.keys.todo.refused', { reason: refused.reason.replaceAll('-', '_') })]}>
          <Ago at={refused.at} />
        </Fact>
      )}
      {isUpdateWanted ? (
        <Fact name={text('service.keys.update')} bad todo={[text('service.keys.todo.update')]}>
          {text('service.keys.update.old')}
        </Fact>
      ) : null}
    </Group>
  );
}
