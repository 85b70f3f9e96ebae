import type { ReactNode } from 'react';
import { afterPress } from './after-press.ts';
import './button.css';

/** What a button is for: the one next step, another way on, or something aside. `danger` undoes or throws away. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: ButtonKind;
  /** `huge` is for the one step of an attract or ready screen. */
  readonly size?: 'normal' | 'large' | 'huge';
  readonly wide?: boolean;
  /** A picture before the words; decoration only. */
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** While true, the button says that its work is under way and takes no press. */
  readonly busy?: boolean;
  /** Spoken name, where the visible words are not enough. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  /** The key of a tactile keypad that presses it wherever the focus is. */
  readonly fiveKey?: 'back' | 'help';
}

/**
 * A touch target of at least 48 px. One `primary` per screen. It is the browser's own button: finger, keys and tools for the blind press it alike,
 * and a screen with twenty of them costs nothing to draw. That it is held shows by `data-held` (`press-mark.ts`).
 */
export function Button(props: ButtonProps) {
  const { kind = 'secondary', size = 'normal', wide = false, disabled = false, busy = false } = props;
  return (
    <button
      type="button"
      className="button"
      data-kind={kind}
      data-size={size}
      data-wide={wide}
      data-busy={busy}
      disabled={disabled}
      // Not `disabled`: a button that works keeps the focus, and says so.
      aria-disabled={busy || undefined}
      // biome-ignore lint/a11y/noAutofocus: a screen whose only purpose is one step may begin at it
      autoFocus={props.autoFocus ?? false}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.fiveKey === undefined ? {} : { 'data-five-key': props.fiveKey })}
      onClick={busy ? undefined : (event) => afterPress(event, props.onPress)}
    >
      {props.icon === undefined ? null : <span className="button-icon">{props.icon}</span>}
      <span className="button-words">{props.children}</span>
    </button>
  );
}
