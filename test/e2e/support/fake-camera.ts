import { writeFile } from 'node:fs/promises';
import { create } from 'qrcode';

const WIDTH = 640;
const HEIGHT = 480;

/** How the code is shown. `inverted` (light on dark) is what only the better of the page's readers can read. */
export type QrLook = 'plain' | 'inverted';

/** Writes a still video (YUV4MPEG2, 4:2:0) that shows `text` as a QR code on grey, as a camera would see a phone. */
export async function writeQrVideo(path: string, text: string, look: QrLook = 'plain'): Promise<void> {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const scale = Math.floor((HEIGHT * 0.8) / (modules.size + 8));
  const side = (modules.size + 8) * scale;
  const left = Math.floor((WIDTH - side) / 2);
  const top = Math.floor((HEIGHT - side) / 2);
  const luma = Buffer.alloc(WIDTH * HEIGHT, 120);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / scale) - 4;
      const column = Math.floor(x / scale) - 4;
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const dark = inside && modules.get(row, column) === 1;
      luma[(top + y) * WIDTH + left + x] = dark === (look === 'plain') ? 24 : 230;
    }
  }
  await writeVideo(path, luma);
}

/** Writes a still video of a plain grey wall: a camera with nothing in front of it. Chromium reads its pictures as often as the file says that it was taken. */
export async function writeEmptyVideo(path: string, framesPerSecond = 15): Promise<void> {
  await writeVideo(path, Buffer.alloc(WIDTH * HEIGHT, 90), framesPerSecond);
}

async function writeVideo(path: string, luma: Buffer, framesPerSecond = 15): Promise<void> {
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  await writeFile(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]));
}
