import { useText } from '../i18n/use-text.ts';
import './keypad.css';
import { Icon } from './icon.tsx';

export interface KeypadProps {
  /** Called with the digit, or the sign in the corner, that was pressed. */
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  /** The sign in the corner: a plus for telephone numbers, a comma or a point for amounts. */
  readonly corner?: '+' | ',' | '.' | null;
  /** Keeps the focus where it is: the pad types into a field beside it. */
  readonly besideField?: boolean;
  /** What is typed is a PIN: its keys are said into a headset only. */
  readonly secret?: boolean;
}

/** Twelve large keys in the order of a telephone. */
export function Keypad({ onDigit, onErase, corner = null, besideField = false, secret = false }: KeypadProps) {
  const text = useText();
  const keep = besideField ? (event: { preventDefault(): void }) => event.preventDefault() : undefined;
  const key = (value: string) => (
    <button key={value} type="button" className="pad-key" onPointerDown={keep} onMouseDown={keep} onClick={() => onDigit(value)}>
      {value}
    </button>
  );
  return (
    <fieldset className="pad" data-key-grid="" aria-label={text('ui.keypad')} data-private={secret ? 'pin' : undefined}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
      {corner === null ? <span /> : key(corner)}
      {key('0')}
      <button
        type="button"
        className="pad-key"
        data-kind="erase"
        aria-label={text('ui.key.backspace')}
        onPointerDown={keep}
        onMouseDown={keep}
        onClick={onErase}
      >
        <Icon name="backspace" />
      </button>
    </fieldset>
  );
}
