import type { Link, OpenLink } from '../contract/link.ts';
import { crc16Xmodem } from '../wire/checksum.ts';
import type { ScannerSuffix } from './scanner-simulator.ts';

/** A Grow reader module on bytes: zones that can be read and written, a heartbeat, a trigger; and somebody who holds codes before it. */
export class Gm65Simulator {
  /** The settings as they are now. */
  readonly zones = new Map<number, number>([[0x0003, 0x00]]);
  /** How often the settings were kept in flash. */
  saves = 0;
  /** Takes no command any more, as one that hangs; the port stays open. */
  isHung = false;
  /** Takes writes and forgets them, as some firmware does with some zones. */
  isStubborn = false;
  /** Some firmware has no heartbeat. */
  knowsHeartbeat = true;
  readonly #link: Link;
  readonly #suffix: ScannerSuffix;
  #port: OpenLink | null = null;
  #held: number[] = [];

  constructor(link: Link, suffix: ScannerSuffix) {
    this.#link = link;
    this.#suffix = suffix;
  }

  async start(): Promise<void> {
    this.#held = [];
    const opened = await this.#link.open({ onBytes: (bytes) => this.#heard(bytes), onClose: () => undefined });
    this.#port = opened.ok ? opened.value : null;
  }

  /** Is it reading, because it was triggered? */
  get isTriggered(): boolean {
    return (this.zones.get(0x0002) ?? 0) === 1;
  }

  /** Do printed setting codes change this module? */
  get obeysPrintedSettings(): boolean {
    return ((this.zones.get(0x0003) ?? 0) & 0b10) === 0;
  }

  /** Holds a code before the module. Text goes out as Latin-1. */
  scan(code: string | Uint8Array, aim = ''): void {
    if (this.isHung) return;
    const body = typeof code === 'string' ? latin1(code) : code;
    this.zones.set(0x0002, 0);
    this.send([...latin1(aim), ...body, ...latin1(this.#suffix)]);
  }

  /** Sends any bytes, as they are. */
  send(bytes: readonly number[]): void {
    void this.#port?.write(Uint8Array.from(bytes));
  }

  #heard(bytes: Uint8Array): void {
    this.#held.push(...bytes);
    while (this.#held.length >= 9) {
      const frame = this.#held.splice(0, 9);
      if (!this.isHung) this.#obey(frame);
    }
  }

  /** `7E 00 kind 01 address(2) value crc(2)`; `AB CD` in place of the check is not checked. */
  #obey(frame: readonly number[]): void {
    const [, , kind, , high = 0, low = 0, value = 0, ...check] = frame;
    const zone = high * 256 + low;
    const isChecked = check.join() === '171,205' || crc16Xmodem(Uint8Array.from(frame.slice(2, 7))) === (check[0] ?? 0) * 256 + (check[1] ?? 0);
    if (!isChecked) return;
    if (kind === 0x07) return this.#answer(0x02, this.zones.get(zone) ?? 0);
    if (kind === 0x0a) return this.knowsHeartbeat ? this.#answer(0x03, 0) : undefined;
    if (kind === 0x09) this.saves += 1;
    else if (!this.isStubborn) this.zones.set(zone, value);
    this.#answer(0x02, 0);
  }

  #answer(head: number, value: number): void {
    const body = [0x00, 0x00, 0x01, value];
    const check = crc16Xmodem(Uint8Array.from(body));
    this.send([head, ...body, check >> 8, check & 0xff]);
  }
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
