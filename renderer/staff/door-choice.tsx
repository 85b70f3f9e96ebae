import { useText } from '../i18n/use-text.ts';
import { Choices } from '../ui/choices.tsx';

/** Which doors are good for the next parcel: any, or only what can be reached from a wheelchair. */
export type DoorWish = 'any' | 'low';

/** Asks for a low door, for somebody who told so. Orders that say it themselves get one without being asked. */
export function DoorChoice({ value, onChange }: { readonly value: DoorWish; readonly onChange: (wish: DoorWish) => void }) {
  const text = useText();
  return (
    <Choices
      look="chips"
      label={text('staff.prepare.low')}
      value={value}
      choices={[
        { value: 'any', name: text('staff.prepare.low.no') },
        { value: 'low', name: text('staff.prepare.low.yes') },
      ]}
      onChange={onChange}
    />
  );
}
