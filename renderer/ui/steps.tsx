import { useText } from '../i18n/use-text.ts';
import './steps.css';

export interface StepsProps {
  /** Names of the steps, in order. */
  readonly names: readonly string[];
  /** Index of the one that the person is at. */
  readonly current: number;
}

/** How far along a person is. */
export function Steps({ names, current }: StepsProps) {
  const text = useText();
  return (
    <ol className="steps" aria-label={text('ui.steps', { current: current + 1, total: names.length })}>
      {names.map((name, index) => (
        <li
          key={name}
          className="step"
          data-state={index < current ? 'done' : index === current ? 'current' : 'ahead'}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className="step-name">{name}</span>
        </li>
      ))}
    </ol>
  );
}
