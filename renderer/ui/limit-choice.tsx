import { useText } from '../i18n/use-text.ts';
import { Choices } from './choices.tsx';
import { useHasLimit } from './limit-context.ts';
import { usePreferences } from './preferences.ts';

const LIMITS = ['usual', 'off'] as const;

/** Does the session end by itself? Nothing where it has no end that can be switched off. */
export function LimitChoice() {
  const text = useText();
  const { value, change } = usePreferences();
  if (!useHasLimit()) return null;
  return (
    <div className="access-limit">
      <Choices
        look="chips"
        label={text('ui.access.limit')}
        value={value.limit}
        choices={LIMITS.map((limit) => ({ value: limit, name: text(`ui.access.limit.${limit}`) }))}
        onChange={(limit) => change({ ...value, limit })}
      />
      <p className="access-note" role="status">
        {value.limit === 'off' ? text('ui.access.limit.note') : null}
      </p>
    </div>
  );
}
