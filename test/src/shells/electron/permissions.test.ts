import { describe, expect, it } from 'vitest';
import { start } from './started-kiosk.ts';

describe('a permission', () => {
  const video = { isMainFrame: true, requestingUrl: 'app://kiosk/', mediaTypes: ['video'] };

  it('E-05 is given for the camera of our page', async () => {
    expect(await request('media', video)).toBe(true);
    expect(await check('media', 'app://kiosk', { mediaType: 'video', isMainFrame: true })).toBe(true);
    expect(await check('media', 'app://kiosk/', { mediaType: 'video', isMainFrame: true })).toBe(true);
  });

  it.each([
    ['the microphone', { ...video, mediaTypes: ['audio'] }],
    ['camera and microphone', { ...video, mediaTypes: ['video', 'audio'] }],
    ['nothing named', { isMainFrame: true, requestingUrl: 'app://kiosk/' }],
    ['a frame inside the page', { ...video, isMainFrame: false }],
    ['another page', { ...video, requestingUrl: 'app://kiosk.example/' }],
  ])('E-05 is refused for %s', async (_, details) => {
    expect(await request('media', details)).toBe(false);
  });

  it.each([
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'display-capture',
    'mediaKeySystem',
    'idle-detection',
    'hid',
    'serial',
    'usb',
    'fileSystem',
    'storage-access',
    'window-management',
    'unknown',
  ])('E-05 is refused for %s', async (permission) => {
    expect(await request(permission, video)).toBe(false);
    expect(await check(permission, 'app://kiosk', { mediaType: 'video', isMainFrame: true })).toBe(false);
  });

  it.each([
    ['another origin', 'https://shop.example', { mediaType: 'video', isMainFrame: true }],
    ['the microphone', 'app://kiosk', { mediaType: 'audio', isMainFrame: true }],
    ['a frame', 'app://kiosk', { mediaType: 'video', isMainFrame: false }],
  ])('E-05 is denied when only asked about, for %s', async (_, origin, details) => {
    expect(await check('media', origin, details)).toBe(false);
  });

  it('E-05 E-53 is given for no device, no screen and no pairing, and no USB class loses its protection', async () => {
    const { handlers } = (await start()).session;
    const answers: unknown[] = [];
    handlers.setDisplayMediaRequestHandler?.(anything(), (streams) => answers.push(streams));
    handlers.setBluetoothPairingHandler?.(anything(), (answer) => answers.push(answer));
    answers.push(handlers.setDevicePermissionHandler?.(anything()));
    answers.push(handlers.setUSBProtectedClassesHandler?.({ protectedClasses: ['hid', 'mass-storage'] }));
    answers.push(handlers.setSpellCheckerEnabled);
    expect(answers).toEqual([null, { confirmed: false }, false, ['hid', 'mass-storage'], false]);
  });

  async function request(permission: string, details: object): Promise<boolean> {
    const { session } = await start();
    const answers: boolean[] = [];
    session.handlers.setPermissionRequestHandler?.(
      anything(),
      permission as 'media',
      (granted) => answers.push(granted),
      details as { isMainFrame: boolean; requestingUrl: string },
    );
    return answers[0] ?? true;
  }

  async function check(permission: string, origin: string, details: object): Promise<boolean> {
    const { session } = await start();
    return session.handlers.setPermissionCheckHandler?.(null, permission as 'media', origin, details as { isMainFrame: boolean }) ?? true;
  }
});

/** An argument that a handler must not even look at. */
function anything(): never {
  return undefined as never;
}
