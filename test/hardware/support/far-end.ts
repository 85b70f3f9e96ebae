import type { Link, OpenLink } from '../../../hardware/contract/link.ts';
import type { HardwareClock } from '../../../hardware/contract/clock.ts';
import { toHex } from '../../../hardware/wire/hex.ts';

/** The other end of a cable, played by the test: notes what arrives and when, and sends what it is told. */
export class FarEnd {
  readonly heard: string[] = [];
  /** Called for each chunk that arrives. */
  onChunk: (bytes: Uint8Array) => void = () => undefined;
  readonly #clock: HardwareClock;
  #port: OpenLink | null = null;

  constructor(clock: HardwareClock) {
    this.#clock = clock;
  }

  async open(link: Link): Promise<void> {
    const opened = await link.open({
      onBytes: (bytes) => {
        this.heard.push(`${Math.round(this.#clock.monotonic() * 10) / 10} ${toHex(bytes)}`);
        this.onChunk(bytes);
      },
      onClose: () => undefined,
    });
    if (!opened.ok) throw new Error(opened.error.detail);
    this.#port = opened.value;
  }

  send(bytes: Uint8Array): void {
    void this.#port?.write(bytes);
  }
}
