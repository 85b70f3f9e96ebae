import type { App, BaseWindowConstructorOptions, Protocol, Rectangle, WebContentsViewConstructorOptions } from 'electron';
import type { GuardableContents } from './contents-guard.ts';
import type { PageMessage, SenderFrame } from './port-broker.ts';
import type { LockableSession } from './session-lock.ts';
import type { StationProcess } from './station-host.ts';

/** A session that a shopper's page used, and what is emptied when they leave. */
export interface KioskSession extends LockableSession {
  clearData(): Promise<void>;
  clearCache(): Promise<void>;
  clearAuthCache(): Promise<void>;
  clearHostResolverCache(): Promise<void>;
}

/** The page inside a view. `Port` is one end of a message channel, which this process passes on and never reads. */
export interface KioskContents<Port> extends GuardableContents {
  readonly mainFrame: SenderFrame;
  on: GuardableContents['on'] & {
    (event: 'render-process-gone', listener: (event: object, details: { readonly reason: string }) => void): unknown;
    (event: 'unresponsive', listener: () => void): unknown;
  };
  loadURL(url: string): Promise<void>;
  postMessage(channel: string, message: null, transfer: Port[]): void;
  close(): void;
}

/** A view with a page in it. */
export interface KioskView<Port> {
  readonly webContents: KioskContents<Port>;
  setBounds(bounds: Rectangle): void;
  setVisible(visible: boolean): void;
}

/** The one window, which fills the screen. */
export interface KioskFrame<View> {
  readonly contentView: { addChildView(view: View): void; removeChildView(view: View): void };
  getContentBounds(): Rectangle;
  on(event: 'resize' | 'closed', listener: () => void): unknown;
}

/**
 * The few parts of Electron that this shell uses. The real module fits this type, which the compiler checks in `main.ts`
 * against Electron's own declarations; tests give a stand-in of the same shape.
 */
export interface ElectronApi<View extends KioskView<Port>, Port> {
  readonly app: Pick<App, 'enableSandbox' | 'requestSingleInstanceLock' | 'quit' | 'exit' | 'relaunch' | 'whenReady' | 'getPath' | 'getAppPath'> & {
    readonly commandLine: { appendSwitch(name: string, value?: string): void; getSwitchValue(name: string): string };
    on(event: 'web-contents-created', listener: (event: object, contents: GuardableContents) => void): unknown;
    on(event: 'window-all-closed', listener: () => void): unknown;
    on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
    on(event: 'certificate-error' | 'select-client-certificate' | 'login', listener: (event: { preventDefault(): void }) => void): unknown;
  };
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly Menu: { setApplicationMenu(menu: null): void };
  readonly session: { fromPartition(partition: string): KioskSession };
  readonly clipboard: { clear(): void };
  readonly powerSaveBlocker: { start(type: 'prevent-app-suspension'): number };
  readonly ipcMain: { on(channel: string, listener: (event: PageMessage, ...extra: unknown[]) => void): unknown };
  readonly utilityProcess: { fork(path: string, arguments_: string[], options: { serviceName: string; stdio: 'inherit' }): StationProcess<Port> };
  readonly BaseWindow: new (options: BaseWindowConstructorOptions) => KioskFrame<View>;
  readonly WebContentsView: new (options: WebContentsViewConstructorOptions) => View;
  readonly MessageChannelMain: new () => { readonly port1: Port; readonly port2: Port };
}
