import { useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { codeKeys } from './code-entry.ts';
import './code-keyboard.css';

export interface CodeKeyboardProps {
  readonly onCharacter: (character: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
}

/** Large keys with only the characters that a code can have: no I, L, O or U to take for something else. */
export function CodeKeyboard({ onCharacter, onErase, onClear }: CodeKeyboardProps) {
  const text = useText();
  return (
    <fieldset className="code-keys" data-key-grid="" aria-label={text('silo.code.keys')}>
      {codeKeys.map((key) => (
        <button key={key} type="button" className="code-key" onClick={() => onCharacter(key)}>
          {key}
        </button>
      ))}
      <button type="button" className="code-key" data-kind="clear" onClick={onClear}>
        {text('silo.code.clear')}
      </button>
      <button type="button" className="code-key" data-kind="erase" aria-label={text('ui.key.backspace')} onClick={onErase}>
        <Icon name="backspace" />
      </button>
    </fieldset>
  );
}
