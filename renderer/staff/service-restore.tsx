import { type ReactNode, useEffect, useState } from 'react';
import type { BackupEntry } from '../../src/contract/station/service-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useNow } from '../ui/now.ts';
import { SecondPerson } from './second-person.tsx';
import { ServiceFrame, type ServiceProblem } from './service-frame.tsx';

/** Bytes of a megabyte, as people count them. */
const MB = 1_000_000;

/** Going back to a backup: what it means, which one, and two people who say so. */
export function ServiceRestore({ corner }: { readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const [backups, setBackups] = useState<readonly BackupEntry[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const action = useAction<ServiceProblem>();
  const { run } = action;
  useEffect(() => {
    run(
      () => service.backups(),
      ({ value }) => setBackups(value),
    );
  }, [run, service]);
  if (chosen !== null && !done)
    return (
      <SecondPerson
        corner={corner}
        action={text('service.second.restore')}
        busy={action.busy}
        problem={action.problem}
        onDone={(second) =>
          run(
            () => service.restore({ backupId: chosen, second }),
            () => setDone(true),
          )
        }
        onBack={() => {
          action.clear();
          setChosen(null);
        }}
      />
    );
  return (
    <ServiceFrame
      screen={done ? 'service-restored' : 'service-restore'}
      title={text(done ? 'service.restore.done' : 'service.restore.title')}
      corner={corner}
      problem={action.problem}
    >
      <p>{text(done ? 'service.restore.done.body' : 'service.restore.body')}</p>
      {done || backups === null ? null : <Backups backups={backups} onChoose={setChosen} />}
    </ServiceFrame>
  );
}

function Backups({ backups, onChoose }: { readonly backups: readonly BackupEntry[]; readonly onChoose: (backupId: string) => void }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(60_000);
  if (backups.length === 0) return <p>{text('service.restore.none')}</p>;
  return (
    <Card>
      <ul className="service-list">
        {backups.map(({ backupId, at, bytes }) => (
          <li key={backupId}>
            <p className="service-words">
              <strong>{text('service.restore.entry', { time: formatTime(locale, at, now) })}</strong>
              <br />
              <span className="service-note">{text('service.restore.size', { mb: Math.max(1, Math.round(bytes / MB)) })}</span>
            </p>
            <Button size="large" onPress={() => onChoose(backupId)}>
              {text('service.restore.choose')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
