import { Checkbox } from 'react-aria-components';
import { Icon } from './icon.tsx';
import './tick.css';

export interface TickProps {
  readonly label: string;
  /** A quieter second line. */
  readonly note: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** One thing that is asked for or not. The whole line is the target. */
export function Tick({ label, note, value, onChange }: TickProps) {
  return (
    <Checkbox className="tick" isSelected={value} onChange={onChange}>
      <span className="tick-box">{value ? <Icon name="check" /> : null}</span>
      <span className="tick-words">
        <span className="tick-label">{label}</span>
        <span className="tick-note">{note}</span>
      </span>
    </Checkbox>
  );
}
