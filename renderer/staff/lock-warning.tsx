import { useStaff } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import type { Member } from './staff-chrome.tsx';

/** So long before it locks the screen says so. Milliseconds. */
const WARNS_MS = 30_000;

/** Says above every staff screen that it is about to lock, and puts that off at a press; any other touch does too. */
export function LockWarning({ member }: { readonly member: Member }) {
  const text = useText();
  const { intents } = useStaff();
  const left = member.locksAt - useNow(1000);
  if (left > WARNS_MS || left <= 0) return null;
  return (
    <Banner tone="warning" action={<Button onPress={() => void intents.touch().then(() => undefined)}>{text('staff.lock.stay')}</Button>}>
      <span aria-live="off">{text('staff.lock.soon', { seconds: Math.ceil(left / 1000) })}</span>
    </Banner>
  );
}
