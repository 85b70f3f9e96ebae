import type { ReactNode } from 'react';
import { FieldError, Input, Label, TextField as AriaTextField, Text } from 'react-aria-components';
import './text-field.css';
import type { KeyboardKind, PadKind } from './keyboard-layout.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Which on-screen keys it needs; `none`: no keys at all. */
  readonly keys: KeyboardKind | PadKind | 'none';
  /** Largest length in UTF-16 units, as the contract has it. */
  readonly limit: number;
  /** What is wrong and what to do; shown and announced. */
  readonly problem?: string | null;
  readonly hint?: string;
  /** The id of what came of it elsewhere on the screen, for the ear. */
  readonly describedBy?: string;
  readonly icon?: ReactNode;
  /** For screens whose only purpose is this field. */
  readonly autoFocus?: boolean;
  readonly secret?: boolean;
  /** Enter on a real keyboard, or a scanner's end of line. */
  readonly onSubmit?: () => void;
  /** Hides the label from the eye (a search field with its icon); it stays for the ear. */
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  /** On somebody's own phone: which keys it shows, and what it may fill in by itself (the tokens of HTML, "autofill"). Left out: the device shows none. */
  readonly own?: { readonly keys: 'text' | 'email' | 'numeric'; readonly fills: string };
}

/** A field with its label above and its problem below. `data-keys` tells the frame which on-screen keys to bring. */
export function TextField(props: TextFieldProps) {
  const problem = props.problem ?? null;
  return (
    <AriaTextField
      className="field"
      value={props.value}
      onChange={props.onChange}
      isInvalid={problem !== null}
      autoFocus={props.autoFocus ?? false}
      maxLength={props.limit}
      type={props.secret === true ? 'password' : 'text'}
      autoComplete={props.own?.fills ?? 'off'}
      {...(props.hideLabel === true ? { 'aria-label': props.label } : {})}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
    >
      {props.hideLabel === true ? null : <Label className="field-label">{props.label}</Label>}
      <div className="field-box">
        {props.icon === undefined ? null : <span className="field-icon">{props.icon}</span>}
        <Input
          className="field-input"
          data-keys={props.keys}
          inputMode={props.own?.keys ?? 'none'}
          spellCheck={false}
          autoCorrect="off"
          autoCapitalize="off"
          placeholder={props.placeholder ?? ''}
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onSubmit?.();
          }}
        />
      </div>
      {props.hint === undefined || problem !== null ? null : (
        <Text slot="description" className="field-hint">
          {props.hint}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}
