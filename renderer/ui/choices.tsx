import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { afterShown } from './after-press.ts';
import './choices.css';

/** One thing to choose. */
export interface Choice<Value extends string> {
  readonly value: Value;
  /** Spoken name; also what is drawn unless `face` says otherwise. */
  readonly name: string;
  readonly face?: ReactNode;
  /** A quieter second line. */
  readonly note?: string;
  readonly tone?: 'here' | 'near' | 'away';
  readonly disabled?: boolean;
  /** Draws the choice as a dot of this `#rrggbb`. */
  readonly swatch?: string;
}

export interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** `chips` flow in rows, `swatches` are dots with their name below, `cards` stand in a column or a row, `rows` are as wide as the page. */
  readonly look: 'chips' | 'swatches' | 'cards' | 'rows';
  readonly hideLabel?: boolean;
}

/** One of several, all visible at once: sizes, colours, ways of delivery. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  return (
    <RadioGroup
      className="choices"
      data-look={props.look}
      aria-label={props.label}
      value={props.value}
      orientation={props.look === 'cards' || props.look === 'rows' ? 'vertical' : 'horizontal'}
      onChange={(value) => {
        const found = props.choices.find((choice) => choice.value === value);
        // The frame that shows the press comes first, as with buttons.
        if (found !== undefined) afterShown(() => props.onChange(found.value));
      }}
    >
      {props.hideLabel === true ? null : <span className="choices-label">{props.label}</span>}
      <div className="choices-list">
        {props.choices.map((choice) => (
          <Radio className="choice" key={choice.value} value={choice.value} isDisabled={choice.disabled ?? false} data-tone={choice.tone ?? 'none'}>
            {choice.swatch === undefined ? null : <span className="choice-dot" style={{ backgroundColor: choice.swatch }} />}
            <span className="choice-name">{choice.face ?? choice.name}</span>
            {choice.note === undefined ? null : <span className="choice-note">{choice.note}</span>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
