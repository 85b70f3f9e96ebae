import type { BaseWindowConstructorOptions, Rectangle } from 'electron';
import type { ElectronApi, KioskContents, KioskFrame, KioskSession, KioskView } from './electron-api.ts';
import { PAGE_ORIGIN } from './page-origin.ts';
import type { SenderFrame } from './port-broker.ts';
import { PORT_READY } from './port-broker.ts';
import { pagePreferences } from './web-preferences.ts';

/** The kiosk's window: one page at a time, each in a session of its own that is in memory only. */
export interface KioskWindow<Port> {
  /** The main frame of the page that is shown or about to be shown. */
  pageFrame(): SenderFrame | null;
  /** Hands a port to the page. */
  handOver(port: Port): void;
  /** Shows a page that knows nothing of the one before, and empties what that one left behind. */
  renew(): Promise<void>;
}

/** What the window needs. `newPartition` gives a name never used before; `lock` prepares its session. */
export interface KioskWindowDeps<View extends KioskView<Port>, Port> {
  readonly electron: Pick<ElectronApi<View, Port>, 'BaseWindow' | 'WebContentsView' | 'session' | 'clipboard'>;
  readonly preload: string;
  newPartition(): string;
  lock(session: KioskSession): void;
  /** The page's process is gone or hangs. */
  onCrash(reason: string): void;
  onClosed(): void;
}

interface Shown<View> {
  readonly view: View;
  readonly session: KioskSession;
}

/** Kiosk mode is only a full screen: the lock-down is the operating system's session (docs of Electron, issue 2272). */
const frameOptions: BaseWindowConstructorOptions = {
  kiosk: true,
  fullscreen: true,
  frame: false,
  resizable: false,
  minimizable: false,
  closable: false,
  autoHideMenuBar: true,
  backgroundColor: '#ffffff',
};

/** Opens the window; `renew` shows the first page too. */
export function openKioskWindow<View extends KioskView<Port>, Port>(deps: KioskWindowDeps<View, Port>): KioskWindow<Port> {
  const frame = new deps.electron.BaseWindow(frameOptions);
  let shown: Shown<View> | null = null;
  let turn = Promise.resolve();
  frame.on('closed', () => deps.onClosed());
  frame.on('resize', () => shown?.view.setBounds(inside(frame)));

  const replace = async (): Promise<void> => {
    const previous = shown;
    const next = createShown(deps);
    shown = next;
    watchCrashes(next.view.webContents, () => shown === next, deps);
    next.view.setBounds(inside(frame));
    next.view.setVisible(false);
    frame.contentView.addChildView(next.view);
    await load(next.view.webContents);
    next.view.setVisible(true);
    if (previous !== null) await retire(frame, previous, deps);
  };
  return {
    pageFrame: () => shown?.view.webContents.mainFrame ?? null,
    handOver: (port) => shown?.view.webContents.postMessage(PORT_READY, null, [port]),
    renew() {
      // One after the other: a page that is still loading must not be shown after it was replaced.
      const done = turn.then(replace);
      turn = done.catch(() => undefined);
      return done;
    },
  };
}

function createShown<View extends KioskView<Port>, Port>({ electron, preload, newPartition, lock }: KioskWindowDeps<View, Port>): Shown<View> {
  const partition = newPartition();
  const session = electron.session.fromPartition(partition);
  lock(session);
  return { view: new electron.WebContentsView({ webPreferences: pagePreferences(preload, partition) }), session };
}

/** A page that was already replaced may crash as it likes. */
function watchCrashes(contents: KioskContents<never>, isShown: () => boolean, deps: { onCrash(reason: string): void }): void {
  const report = (reason: string): void => {
    if (isShown()) deps.onCrash(reason);
  };
  contents.on('render-process-gone', (_event, details) => report(details.reason));
  contents.on('unresponsive', () => report('unresponsive'));
}

async function load(contents: { loadURL(url: string): Promise<void> }): Promise<void> {
  try {
    await contents.loadURL(`${PAGE_ORIGIN}/`);
  } catch {
    // Rejects when its process died on the way, which `render-process-gone` reports.
  }
}

/** Rule E-34. The page first: while it lives it could write again what is being emptied. */
async function retire<View extends KioskView<Port>, Port>(
  frame: KioskFrame<View>,
  { view, session }: Shown<View>,
  { electron }: KioskWindowDeps<View, Port>,
): Promise<void> {
  frame.contentView.removeChildView(view);
  view.webContents.close();
  electron.clipboard.clear();
  await Promise.all([session.clearData(), session.clearCache(), session.clearAuthCache(), session.clearHostResolverCache()]);
}

function inside(frame: { getContentBounds(): Rectangle }): Rectangle {
  const { width, height } = frame.getContentBounds();
  return { x: 0, y: 0, width, height };
}
