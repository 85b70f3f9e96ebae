import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useKiosk, useStaff, useStationTime } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { Language } from '../i18n/language.tsx';
import { useText } from '../i18n/use-text.ts';
import type { BadgeAtScanner } from '../reading/use-badge-at-scanner.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { WithStation } from '../silo/station-lost.tsx';
import { Appearance } from '../ui/appearance.tsx';
import { Brand } from '../ui/brand.tsx';
import { HubBanner } from '../ui/hub-banner.tsx';
import { IdleDialog } from '../ui/idle-dialog.tsx';
import { NowContext } from '../ui/now.ts';
import { goTo, useRoute } from '../ui/route.ts';
import { FrameContext, ScreenFrame } from '../ui/screen-frame.tsx';
import { useTouchEnds } from '../ui/use-touch-ends.ts';
import { ChangeScreen } from './change-screen.tsx';
import { CheckScreens } from './check-screens.tsx';
import { HandScreens } from './hand-screens.tsx';
import { HelpQueue } from './help-queue.tsx';
import { HelpCalls } from './help-ringing.tsx';
import { HomeScreen } from './home-screen.tsx';
import { floorScreen } from './floor-screens.tsx';
import { forgetKept, KeptFor, useKeptFor } from './kept.ts';
import { useCameraEnds } from './label-camera.tsx';
import { LeftDoors } from './left-doors.tsx';
import { LoadDesk } from './load-desk.tsx';
import { LockWarning } from './lock-warning.tsx';
import { LookDesk } from './look-desk.tsx';
import { RecallDesk } from './recall-desk.tsx';
import { MoneyScreen } from './money-screen.tsx';
import { OrdersScreen } from './orders-screen.tsx';
import { ShiftScreen } from './shift-screen.tsx';
import { ShortScreen } from './short-screen.tsx';
import { PrepareScreen } from './prepare-screen.tsx';
import { ServiceScreens } from './service-screens.tsx';
import { WiringAsk } from './service-wiring.tsx';
import { SignIn } from './sign-in.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { StaffHelp } from './staff-help.tsx';
import { StatusScreen } from './status-screen.tsx';
import { TillScreen } from './till-screen.tsx';

/** The staff's screens: signing in, and then the task that the address names. `badge` was held to the scanner before they were opened. */
export function StaffApp({ badge, onTaken }: BadgeAtScanner) {
  const { view } = useStaff();
  const [chosen, setLocale] = useLanguageOf(view?.member?.staffId ?? null);
  const surroundings = {
    shop: view?.place.storeName ?? '',
    banner: (
      <>
        {view?.member == null ? null : <LockWarning member={view.member} />}
        {view?.member === null ? <LeftDoors doors={view.leftDoors ?? []} /> : null}
        <HelpCalls calls={view?.calls ?? []} signedIn={view?.member != null} />
        {view === null || view.hub.state === 'online' ? null : <HubBanner hub={view.hub} />}
      </>
    ),
    onLocale: setLocale,
    help: <StaffHelp />,
  };
  return (
    <Language locale={chosen ?? view?.place.language ?? 'es'}>
      <Brand theme={view?.place.theme} />
      <Appearance session={view?.member?.staffId ?? null}>
        <NowContext value={useStationTime(view)}>
          <FrameContext value={surroundings}>
            <WithStation>{view === null ? <FirstView /> : <StaffScreens view={view} badge={badge} onTaken={onTaken} />}</WithStation>
          </FrameContext>
        </NowContext>
      </Appearance>
    </Language>
  );
}

/** A language belongs to who chose it: with their sign-out it goes. What was chosen to sign in stays for whoever does. */
function useLanguageOf(staffId: string | null): readonly [Locale | null, (locale: Locale) => void] {
  const [chosen, setLocale] = useState<Locale | null>(null);
  const [before, setBefore] = useState(staffId);
  if (before !== staffId) {
    setBefore(staffId);
    if (before !== null) setLocale(null);
  }
  return [chosen, setLocale];
}

function FirstView(): ReactNode {
  return <ScreenFrame screen="staff-waiting">{null}</ScreenFrame>;
}

function StaffScreens({ view, badge, onTaken }: BadgeAtScanner & { readonly view: StaffView }) {
  const text = useText();
  const { member } = view;
  useCleanStart(member);
  useKeptFor(member?.staffId ?? null);
  useCameraEnds(member?.staffId ?? null);
  return (
    <>
      <title>{text('staff.title')}</title>
      {member === null ? (
        <SignIn view={view} badge={badge} onTaken={onTaken} />
      ) : (
        <KeptFor value={member.staffId}>
          <SignedIn key={member.staffId} view={view} member={member} />
        </KeptFor>
      )}
      <ShopperIdle />
    </>
  );
}

/** A shopper whose session runs on behind these screens is asked here whether they are still there. While somebody is signed in it does not run. */
function ShopperIdle(): ReactNode {
  const { view, intents } = useKiosk();
  const ending = useAction<string>();
  return <IdleDialog idle={view?.session?.idle ?? null} onStay={() => ending.run(() => intents.extend())} onEnd={() => ending.run(() => intents.end())} />;
}

function SignedIn({ view, member }: { readonly view: StaffView; readonly member: Member }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const route = useRoute();
  // Puts off the lock. Whether the station heard it shows in the view: it locks, or it does not.
  useTouchEnds(true, () => void intents.touch().then(() => undefined));
  const [tillCode, setTillCode] = useState<string | null>(null);
  usePortReader('area', ({ kind, code }) => {
    // Whoever is signed in needs no badge, and a door that is open comes before anything else.
    if (kind !== 'till' || view.load !== null || view.recall !== null || view.check !== null) return true;
    setTillCode(code);
    goTo('/staff/till');
    return true;
  });
  const onLock = () =>
    action.run(
      () => intents.signOut(),
      () => {
        forgetKept();
        goTo('/staff');
      },
    );
  // A parcel half loaded, or a look half taken, comes before anything else: its door may be open.
  const inHand = floorScreen(view, <MemberCorner member={member} onLock={onLock} />, {
    onLoadDesk: () => goTo('/staff/load'),
    // Whoever came from a technician's screen goes back to it.
    onRecallDesk: () => (route.startsWith('/staff/service') ? undefined : goTo('/staff/recall')),
  });
  if (inHand !== null) return inHand;
  const wiring = view.service?.wiring ?? null;
  if (view.check !== null && wiring?.asks === true && wiring.door !== null)
    return <WiringAsk key={wiring.door.compartmentId} number={wiring.door.number} corner={<MemberCorner member={member} onLock={onLock} />} />;
  if (view.check !== null) return <CheckScreens view={view} check={view.check} corner={<MemberCorner member={member} onLock={onLock} />} />;
  const [, , task = '', id = '', way = ''] = route.split('/');
  // The order may be named by the address: whoever stands beside a shopper comes to take its money.
  const onTaken = () => (tillCode === null ? goTo('/staff/till') : setTillCode(null));
  if (task === 'till')
    return (
      <TillScreen
        member={member}
        benefits={view.benefits === true}
        onLock={onLock}
        scanned={tillCode ?? (id === '' ? null : decodeURIComponent(id))}
        onTaken={onTaken}
      />
    );
  if (task === 'orders' && id !== '') return <PrepareScreen view={view} member={member} orderId={id} onLock={onLock} />;
  const desk = { corner: <MemberCorner member={member} onLock={onLock} />, backLabel: text('staff.home'), onBack: () => goTo('/staff') };
  if (task === 'help') return <HelpQueue view={view} corner={desk.corner} />;
  if (task === 'load') return <LoadDesk view={view} {...desk} backLabel={text('staff.desk.finish')} onOrders={() => goTo('/staff/orders')} />;
  if (task === 'look') return <LookDesk view={view} {...desk} />;
  if (task === 'recall') return <RecallDesk {...desk} />;
  if (task === 'desk') return <HandScreens member={member} onLock={onLock} orderId={id} way={way} />;
  const offline = view.hub.state !== 'online';
  if (task === 'change' && id !== '')
    return <ChangeScreen key={id} number={id} from={way === 'orders' ? 'silo' : 'desk'} offline={offline} corner={desk.corner} />;
  if (task === 'money') return <MoneyScreen isManager={member.roles.includes('manager')} offline={offline} corner={desk.corner} />;
  if (task === 'shift') return <ShiftScreen corner={desk.corner} onLock={onLock} />;
  if (task === 'short') return <ShortScreen corner={desk.corner} />;
  if (task === 'orders') return <OrdersScreen member={member} onLock={onLock} />;
  if (task === 'service' && member.roles.includes('technician')) return <ServiceScreens view={view} corner={desk.corner} />;
  if (task === 'status') return <StatusScreen member={member} onLock={onLock} />;
  return <HomeScreen view={view} member={member} onLock={onLock} />;
}

/** Whoever unlocks the screen again goes on where they were; somebody else begins at the start, with nothing of the other's open. */
function useCleanStart(member: Member | null): void {
  const last = useRef<string | null>(null);
  const staffId = member?.staffId ?? null;
  useLayoutEffect(() => {
    if (staffId === null || staffId === last.current) return;
    if (last.current !== null) goTo('/staff');
    last.current = staffId;
  }, [staffId]);
}
