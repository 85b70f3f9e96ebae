import { type MouseEvent, type ReactNode, useId, useRef } from 'react';
import { afterPress } from './after-press.ts';
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

/**
 * One of several, all visible at once: sizes, colours, ways of delivery. They are the browser's own radio buttons: a finger, the keys of a keyboard and tools for the
 * blind choose alike, and nothing is drawn anew while a finger is on one. That it is held shows by `data-held` (`press-mark.ts`).
 */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const group = useId();
  return (
    <div
      className="choices"
      role="radiogroup"
      aria-label={props.label}
      aria-orientation={props.look === 'cards' || props.look === 'rows' ? 'vertical' : 'horizontal'}
      data-look={props.look}
    >
      {props.hideLabel === true ? null : <span className="choices-label">{props.label}</span>}
      <div className="choices-list">
        {props.choices.map((choice) => (
          <OneChoice key={choice.value} choice={choice} group={group} chosen={choice.value === props.value} onChoose={() => props.onChange(choice.value)} />
        ))}
      </div>
    </div>
  );
}

interface OneChoiceProps {
  readonly choice: Choice<string>;
  /** The name that all of a group have in common: of them one is chosen. */
  readonly group: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function OneChoice({ choice, group, chosen, onChoose }: OneChoiceProps) {
  const disabled = choice.disabled ?? false;
  const button = useRef<HTMLInputElement>(null);
  // The frame that shows the press comes first, as with buttons: only then does the press reach the radio button, which takes the focus and what it is drawn as.
  const onPress = (event: MouseEvent) => {
    if (event.target === button.current) return;
    event.preventDefault();
    afterPress(event, () => {
      button.current?.focus({ preventScroll: true });
      button.current?.click();
    });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys press the radio button itself
    <label className="choice" data-tone={choice.tone ?? 'none'} data-selected={chosen || undefined} data-disabled={disabled || undefined} onClick={onPress}>
      <input ref={button} type="radio" className="visually-hidden" name={group} value={choice.value} checked={chosen} disabled={disabled} onChange={onChoose} />
      {choice.swatch === undefined ? null : <span className="choice-dot" style={{ backgroundColor: choice.swatch }} />}
      <span className="choice-name">{choice.face ?? choice.name}</span>
      {choice.note === undefined ? null : <span className="choice-note">{choice.note}</span>}
    </label>
  );
}
