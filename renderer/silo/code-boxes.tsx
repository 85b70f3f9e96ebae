import './code-boxes.css';

export interface CodeBoxesProps {
  readonly value: string;
  /** Number of boxes. */
  readonly length: number;
  /** A wider space comes after these many boxes: codes are read in groups. */
  readonly groups: readonly number[];
  /** Shows dots in place of what was typed. */
  readonly secret: boolean;
  /** What is typed, for the ear. */
  readonly label: string;
  readonly problem: boolean;
}

/** What was typed so far, one box per character, as large as fits. */
export function CodeBoxes({ value, length, groups, secret, label, problem }: CodeBoxesProps) {
  return (
    <output className="boxes" aria-label={label} data-problem={problem} data-length={length} data-private={secret ? undefined : 'personal'}>
      {Array.from({ length }, (_, index) => (
        // Boxes never change places.
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the box's identity
        <span key={index} className="box" data-current={index === value.length} data-group-end={groups.includes(index + 1)} aria-hidden="true">
          {value[index] === undefined ? '' : secret ? '•' : value[index]}
        </span>
      ))}
    </output>
  );
}
