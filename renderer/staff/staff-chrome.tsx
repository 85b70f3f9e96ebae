import type { ReactNode } from 'react';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import './staff-chrome.css';

/** A person signed in. */
export type Member = NonNullable<StaffView['member']>;

/** Who is signed in, how long until the screen locks by itself, and the button that locks it now. */
export function MemberCorner({ member, onLock }: { readonly member: Member; readonly onLock: () => void }): ReactNode {
  const text = useText();
  const left = Math.max(0, Math.ceil((member.locksAt - useNow(1000)) / 1000));
  return (
    <div className="member">
      <p className="member-words">
        <span className="member-name">{member.name}</span>
        <span className="member-lock" data-soon={left <= 30} aria-live="off">
          {text('staff.locks', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })}
        </span>
      </p>
      <Button onPress={onLock}>{text('staff.lock')}</Button>
    </div>
  );
}
