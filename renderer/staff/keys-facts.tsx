import type { StationStatus } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';

/** The keys that customers' codes are checked with: are there any, how old they are, and what is wrong with what came last. */
export function KeysFacts({ status: { keys } }: { readonly status: StationStatus }) {
  const text = useText();
  if (keys === undefined) return null;
  const { bundle, issuedAt, takenAt, usable, refused, isUpdateWanted } = keys;
  const good = usable > 0 && refused === null && !isUpdateWanted;
  const state = usable === 0 ? 'none' : good ? 'good' : 'trouble';
  return (
    <Group title={text('service.keys')} state={text('service.keys.state', { state })} good={good}>
      <Fact
        name={text('service.keys.usable')}
        bad={usable === 0}
        todo={usable > 0 ? [] : [text(bundle === null ? 'service.keys.todo.none' : 'service.keys.todo.revoked')]}
      >
        {usable}
      </Fact>
      {issuedAt === null ? null : (
        <Fact name={text('service.keys.issued')}>
          <Ago at={issuedAt} />
        </Fact>
      )}
      {bundle === null ? null : <Fact name={text('service.keys.taken')}>{takenAt === null ? text('service.storage.unknown') : <Ago at={takenAt} />}</Fact>}
      {refused === null ? null : (
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
