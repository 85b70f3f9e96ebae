import { useState } from 'react';
import type { ProblemKind } from '../../src/contract/hub/silo.ts';
import type { ProblemKeep } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './after-screens.css';
import type { SiloChrome } from './silo-chrome.ts';

type Thing = Exclude<ProblemKind, 'empty' | 'did-not-open'>;

export interface ReportScreenProps {
  readonly chrome: SiloChrome;
  /** Can it still be put back behind the door? */
  readonly canPutBack: boolean;
  readonly busy: boolean;
  readonly failed: boolean;
  readonly onReport: (problem: ProblemKind, keep: ProblemKeep | null) => void;
  readonly onLeave: () => void;
}

/** What is wrong, and what to do with it: two questions of one press each. Nothing is said to the shop before the last. */
export function ReportScreen({ chrome, canPutBack, busy, failed, onReport, onLeave }: ReportScreenProps) {
  const text = useText();
  const [thing, setThing] = useState<Thing | null>(null);
  const choose = (problem: Thing) => (canPutBack ? setThing(problem) : onReport(problem, 'take'));
  return (
    <ScreenFrame
      {...chrome}
      tellsItself
      screen={thing === null ? 'report' : 'report-keep'}
      width="narrow"
      onBack={thing === null ? onLeave : () => setThing(null)}
    >
      <div className="report">
        <h1>{text(thing === null ? 'collect.report.title' : 'collect.report.keep.title')}</h1>
        {failed ? <Banner tone="problem">{text('collect.report.failed')}</Banner> : null}
        <div className="report-choices">
          {thing === null ? (
            <>
              <Button size="huge" wide busy={busy} onPress={() => choose('wrong-item')}>
                {text('collect.report.wrong-item')}
              </Button>
              <Button size="huge" wide busy={busy} onPress={() => choose('damaged')}>
                {text('collect.report.damaged')}
              </Button>
              <Button size="huge" wide busy={busy} onPress={() => onReport('empty', null)}>
                {text('collect.report.empty')}
              </Button>
            </>
          ) : (
            <>
              <Button size="huge" wide busy={busy} onPress={() => onReport(thing, 'put-back')}>
                {text('collect.report.put-back')}
              </Button>
              <Button size="huge" wide busy={busy} onPress={() => onReport(thing, 'take')}>
                {text('collect.report.take')}
              </Button>
            </>
          )}
        </div>
      </div>
    </ScreenFrame>
  );
}
