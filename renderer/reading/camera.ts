import type { Html5Qrcode } from 'html5-qrcode';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import { createDecoder, type FrameDecoder } from './decoder.ts';

/** Why there is no picture. */
export interface CameraProblem {
  readonly kind: 'none' | 'denied' | 'busy' | 'failed';
}

/** A running camera. */
export interface Camera {
  /** Switches its lamp; null where it has none. */
  readonly torch: ((on: boolean) => Promise<void>) | null;
  /** True when the picture shows the person from the front, which people expect mirrored. */
  readonly mirrored: boolean;
  stop(): Promise<void>;
}

/** What a running camera reports. */
export interface CameraListener {
  /** A code was read; the same one arrives many times a second while it is in sight. */
  onText(text: string): void;
  /** The camera was unplugged or taken away. */
  onLost(): void;
}

/** Pause between two frames of the fast decoder. */
const FRAME_PAUSE_MS = 60;
/** The second reader runs on the page's own thread: twice a second is what it may take. */
const SECOND_READER_FPS = 2;

/**
 * Starts the camera inside `container`. html5-qrcode handles the camera, its preview and its lamp, and reads along with its
 * own decoder; beside it each frame goes to the browser's detector or to zxing in a worker, which read what it cannot
 * (noise, inverted and low-contrast codes). Whichever reads first wins.
 */
export async function startCamera(container: HTMLElement, listener: CameraListener): Promise<Result<Camera, CameraProblem>> {
  if (!('mediaDevices' in navigator)) return err({ kind: 'none' });
  emptyWithoutHtml(container);
  attendPlay();
  const { Html5Qrcode, Html5QrcodeSupportedFormats } = await import('html5-qrcode');
  const reader = new Html5Qrcode(container.id, {
    verbose: false,
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    useBarCodeDetectorIfSupported: false,
  });
  const config = {
    fps: SECOND_READER_FPS,
    disableFlip: true,
    videoConstraints: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } },
  };
  try {
    await reader.start(
      { facingMode: 'user' },
      config,
      (text) => listener.onText(text),
      () => undefined,
    );
  } catch (error) {
    return err({ kind: problemOf(String(error)) });
  }
  const video = container.querySelector('video');
  if (video === null) return err({ kind: 'failed' });
  const stopReading = readFrames(video, listener);
  watchForLoss(video, listener);
  return ok({
    torch: torchOf(reader),
    mirrored: facingOf(video) !== 'environment',
    stop: async () => {
      stopReading();
      await reader.stop();
      reader.clear();
    },
  });
}

/** html5-qrcode empties its element through `innerHTML`, which the page's policy refuses; this element takes it another way. */
function emptyWithoutHtml(element: HTMLElement): void {
  Object.defineProperty(element, 'innerHTML', { configurable: true, get: () => '', set: () => element.replaceChildren() });
}

let attended = false;

/**
 * html5-qrcode starts the video and looks away. When the screen changes before the first frame, that play is interrupted, and
 * the rejection would be reported as a fault of the page although nothing is wrong.
 */
function attendPlay(): void {
  if (attended) return;
  attended = true;
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason instanceof DOMException && event.reason.name === 'AbortError' && event.reason.message.includes('play()')) event.preventDefault();
  });
}

/** html5-qrcode reports what `getUserMedia` threw as text; the DOMException's name is in it. */
function problemOf(message: string): CameraProblem['kind'] {
  if (/NotFoundError|OverconstrainedError|DevicesNotFound/.test(message)) return 'none';
  if (/NotAllowedError|SecurityError|Permission/.test(message)) return 'denied';
  if (/NotReadableError|TrackStart|AbortError/.test(message)) return 'busy';
  return /not supported/i.test(message) ? 'none' : 'failed';
}

/** A decoder that never comes keeps nobody waiting: the second reader reads without it. */
function readFrames(video: HTMLVideoElement, listener: CameraListener): () => void {
  let running = true;
  const coming = createDecoder().catch(() => null);
  void coming.then((decoder) => (decoder === null || !running ? undefined : loop(video, decoder, () => running, listener)));
  return () => {
    running = false;
    void coming.then((decoder) => decoder?.close());
  };
}

async function loop(video: HTMLVideoElement, decoder: FrameDecoder, running: () => boolean, listener: CameraListener): Promise<void> {
  let seen = -1;
  while (running()) {
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    // A camera that is slower than the reading shows the same frame for some time: read once, it has nothing new to say.
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && frames !== seen) {
      seen = frames;
      // A frame can vanish between the check and its copying; the next one comes.
      const texts = await decoder.decode(video).catch(() => []);
      if (running()) for (const text of texts.slice(0, 1)) listener.onText(text);
    }
    await new Promise((resolve) => setTimeout(resolve, FRAME_PAUSE_MS));
  }
}

function tracksOf(video: HTMLVideoElement): readonly MediaStreamTrack[] {
  return video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
}

function watchForLoss(video: HTMLVideoElement, listener: CameraListener): void {
  for (const track of tracksOf(video)) track.addEventListener('ended', () => listener.onLost(), { once: true });
}

function facingOf(video: HTMLVideoElement): string | undefined {
  return tracksOf(video)[0]?.getSettings().facingMode;
}

function torchOf(reader: Html5Qrcode): Camera['torch'] {
  const feature = reader.getRunningTrackCameraCapabilities().torchFeature();
  return feature.isSupported() ? (on) => feature.apply(on) : null;
}
