import { EventEmitter } from 'node:events';
import type { Rectangle, WebPreferences } from 'electron';
import type { ElectronApi, KioskSession } from '../../../../src/shells/electron/electron-api.ts';
import type { PageMessage, SenderFrame } from '../../../../src/shells/electron/port-broker.ts';
import type { ToStation } from '../../../../src/shells/electron/station-messages.ts';

/** An event that remembers whether it was prevented. */
export interface TestEvent {
  readonly url: string;
  prevented: boolean;
  preventDefault(): void;
}

/** An event as Electron gives it to a listener. */
export function testEvent(url = ''): TestEvent {
  return {
    url,
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
  };
}

/** One end of a message channel. */
export interface TestPort {
  readonly id: string;
}

/** Web contents that only remember. */
export class TestContents extends EventEmitter {
  readonly mainFrame: SenderFrame = { origin: 'app://kiosk' };
  readonly loaded: string[] = [];
  readonly handedOver: TestPort[][] = [];
  readonly zoomLimits: number[][] = [];
  isClosed = false;
  windowOpenHandler: () => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.windowOpenHandler = handler;
  }
  async setVisualZoomLevelLimits(minimum: number, maximum: number): Promise<void> {
    this.zoomLimits.push([minimum, maximum]);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.emit('did-finish-load');
  }
  postMessage(_channel: string, _message: null, transfer: TestPort[]): void {
    this.handedOver.push(transfer);
  }
  close(): void {
    this.isClosed = true;
  }
}

/** A view with the preferences that it was made with. */
export class TestView {
  readonly webContents = new TestContents();
  readonly preferences: WebPreferences;
  isVisible = true;
  bounds: Rectangle | null = null;

  constructor(preferences: WebPreferences) {
    this.preferences = preferences;
  }
  setBounds(bounds: Rectangle): void {
    this.bounds = bounds;
  }
  setVisible(visible: boolean): void {
    this.isVisible = visible;
  }
}

/** A station's process that remembers what it was told. */
export class TestStation extends EventEmitter {
  readonly told: { message: ToStation; ports: TestPort[] }[] = [];
  killed = false;

  postMessage(message: ToStation, ports: TestPort[] = []): void {
    this.told.push({ message, ports });
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

type Setter =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'setSpellCheckerEnabled';
type Handlers = { [Name in Setter]?: Parameters<KioskSession[Name]>[0] };

/** A session with its handlers in the open. */
export class TestSession extends EventEmitter {
  readonly handlers: Handlers = {};
  readonly emptied: string[] = [];
  serve: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 500 });
  beforeRequest: (details: { url: string }, callback: (response: { cancel?: boolean }) => void) => void = () => undefined;

  readonly protocol = {
    handle: (_scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
      this.serve = handler;
    },
  };
  readonly webRequest = {
    onBeforeRequest: (listener: TestSession['beforeRequest']): void => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: Parameters<KioskSession['setPermissionRequestHandler']>[0]): void {
    this.handlers.setPermissionRequestHandler = handler;
  }
  setPermissionCheckHandler(handler: Parameters<KioskSession['setPermissionCheckHandler']>[0]): void {
    this.handlers.setPermissionCheckHandler = handler;
  }
  setDevicePermissionHandler(handler: Parameters<KioskSession['setDevicePermissionHandler']>[0]): void {
    this.handlers.setDevicePermissionHandler = handler;
  }
  setUSBProtectedClassesHandler(handler: Parameters<KioskSession['setUSBProtectedClassesHandler']>[0]): void {
    this.handlers.setUSBProtectedClassesHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: Parameters<KioskSession['setDisplayMediaRequestHandler']>[0]): void {
    this.handlers.setDisplayMediaRequestHandler = handler;
  }
  setBluetoothPairingHandler(handler: Parameters<KioskSession['setBluetoothPairingHandler']>[0]): void {
    this.handlers.setBluetoothPairingHandler = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.handlers.setSpellCheckerEnabled = enabled;
  }
  async clearData(): Promise<void> {
    this.emptied.push('data');
  }
  async clearCache(): Promise<void> {
    this.emptied.push('cache');
  }
  async clearAuthCache(): Promise<void> {
    this.emptied.push('auth');
  }
  async clearHostResolverCache(): Promise<void> {
    this.emptied.push('hosts');
  }
}

/** Electron's application object, with a record of what was asked of it. */
export class TestApp extends EventEmitter {
  readonly did: string[] = [];
  isFirst = true;
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void => {
      this.did.push(value === undefined ? `switch ${name}` : `switch ${name}=${value}`);
    },
    getSwitchValue: (): string => '',
  };
  requestSingleInstanceLock(): boolean {
    this.did.push('lock');
    return this.isFirst;
  }
  enableSandbox(): void {
    this.did.push('sandbox');
  }
  async whenReady(): Promise<void> {
    this.did.push('ready');
  }
  quit(): void {
    this.did.push('quit');
  }
  exit(code?: number): void {
    this.did.push(`exit ${code}`);
  }
  relaunch(): void {
    this.did.push('relaunch');
  }
  getPath(name: string): string {
    return `/stand-in/${name}`;
  }
  getAppPath(): string {
    return '/stand-in';
  }
}

/** All that a test sees of the stand-in, beside the part that the shell is given. */
export interface StandIn {
  readonly api: ElectronApi<TestView, TestPort>;
  readonly app: TestApp;
  readonly views: TestView[];
  readonly attached: Set<TestView>;
  readonly sessions: Map<string, TestSession>;
  readonly stations: TestStation[];
  readonly schemes: unknown[];
  readonly frames: { readonly options: object; readonly events: EventEmitter }[];
  readonly clipboard: { cleared: number };
  /** What the machine was asked not to do. */
  readonly blocked: string[];
  menu: unknown;
  /** Sends a message as a page's preload script would. */
  fromPage(channel: string, event: PageMessage, ...extra: unknown[]): void;
  readonly channels: string[];
}

/** A stand-in for the few parts of Electron that the shell uses, of the same types. */
export function createStandIn(): StandIn {
  const app = new TestApp();
  const ipc = new EventEmitter();
  const views: TestView[] = [];
  const attached = new Set<TestView>();
  const sessions = new Map<string, TestSession>();
  const stations: TestStation[] = [];
  const schemes: unknown[] = [];
  const frames: { options: object; events: EventEmitter }[] = [];
  const clipboard = { cleared: 0 };
  const blocked: string[] = [];
  const channels: string[] = [];
  let nextPort = 0;
  class Frame extends EventEmitter {
    readonly contentView = { addChildView: (view: TestView) => void attached.add(view), removeChildView: (view: TestView) => void attached.delete(view) };
    constructor(options: object) {
      super();
      frames.push({ options, events: this });
    }
    getContentBounds(): Rectangle {
      return { x: 5, y: 5, width: 1080, height: 1920 };
    }
  }
  class View extends TestView {
    constructor({ webPreferences = {} }: { webPreferences?: WebPreferences }) {
      super(webPreferences);
      views.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }
  class Channel {
    readonly port1: TestPort = { id: `${++nextPort} to the station` };
    readonly port2: TestPort = { id: `${nextPort} to the page` };
  }
  const standIn: StandIn = {
    app,
    views,
    attached,
    sessions,
    stations,
    schemes,
    frames,
    clipboard,
    blocked,
    channels,
    menu: 'the menu of the system',
    fromPage: (channel, event, ...extra) => void ipc.emit(channel, event, ...extra),
    api: {
      app,
      protocol: { registerSchemesAsPrivileged: (given) => void schemes.push(...given) },
      Menu: {
        setApplicationMenu: (menu) => {
          standIn.menu = menu;
        },
      },
      session: {
        fromPartition(partition) {
          const session = new TestSession();
          sessions.set(partition, session);
          return session;
        },
      },
      clipboard: { clear: () => void clipboard.cleared++ },
      powerSaveBlocker: { start: (type) => blocked.push(type) },
      ipcMain: {
        on(channel, listener) {
          channels.push(channel);
          ipc.on(channel, listener);
        },
      },
      utilityProcess: {
        fork() {
          const station = new TestStation();
          stations.push(station);
          return station;
        },
      },
      BaseWindow: Frame,
      WebContentsView: View,
      MessageChannelMain: Channel,
    },
  };
  return standIn;
}
