import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ExportedAudit, ExportTarget } from '../../src/contract/station/service-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Fact, Group } from './fact-group.tsx';
import { ServiceFrame, type ServiceProblem } from './service-frame.tsx';

/** Bytes of a megabyte, as people count them. */
const MB = 1_000_000;

/** Writing the audit to a place that somebody carries away, and how anybody checks it later. */
export function ServiceExport({ corner }: { readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const [targets, setTargets] = useState<readonly ExportTarget[] | null>(null);
  const [exported, setExported] = useState<ExportedAudit | null>(null);
  const action = useAction<ServiceProblem>();
  const { run } = action;
  const look = useCallback(
    () =>
      run(
        () => service.exportTargets(),
        ({ value }) => setTargets(value),
      ),
    [run, service],
  );
  useEffect(() => {
    look();
  }, [look]);
  const write = (targetId: string) =>
    run(
      () => service.exportAudit({ targetId }),
      ({ value }) => setExported(value),
    );
  return (
    <ServiceFrame
      screen={exported === null ? 'service-export' : 'service-exported'}
      title={text(exported === null ? 'service.export.title' : 'service.export.done')}
      corner={corner}
      problem={action.problem}
      action={
        exported !== null ? null : (
          <Button size="large" wide busy={action.busy} onPress={look}>
            {text('service.export.again')}
          </Button>
        )
      }
    >
      {exported === null ? <Targets targets={targets} busy={action.busy} onWrite={write} /> : <Written exported={exported} />}
    </ServiceFrame>
  );
}

function Targets({
  targets,
  busy,
  onWrite,
}: {
  readonly targets: readonly ExportTarget[] | null;
  readonly busy: boolean;
  readonly onWrite: (targetId: string) => void;
}) {
  const text = useText();
  if (targets === null) return null;
  if (targets.length === 0) return <p>{text('service.export.none')}</p>;
  return (
    <Card>
      <p>{text('service.export.body')}</p>
      <ul className="service-list">
        {targets.map(({ targetId, name, kind, freeBytes }) => (
          <li key={targetId}>
            <p className="service-words">
              <strong>{text('service.export.target', { name, kind })}</strong>
              {freeBytes === null ? null : (
                <>
                  <br />
                  <span className="service-note">{text('service.export.free', { mb: Math.floor(freeBytes / MB) })}</span>
                </>
              )}
            </p>
            <Button size="large" disabled={busy} onPress={() => onWrite(targetId)}>
              {text('service.export.go')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Written({ exported }: { readonly exported: ExportedAudit }) {
  const text = useText();
  return (
    <>
      <p>{text('service.export.done.body')}</p>
      <Group title={text('service.export')} state={text('service.export.done')} good>
        <Fact name={text('service.export.path')}>{exported.path}</Fact>
        <Fact name={text('service.export.entries')}>{exported.entries}</Fact>
        <Fact name={text('service.export.sha')}>
          <span className="service-hash">{exported.sha256}</span>
        </Fact>
        <Fact name={text('service.export.head')}>
          <span className="service-hash">{exported.head}</span>
        </Fact>
      </Group>
    </>
  );
}
