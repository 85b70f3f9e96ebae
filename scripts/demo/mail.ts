import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../world/until.ts';

/** The e-mail that tells a customer that the parcel waits. */
export interface ReadyMail {
  readonly file: string;
  /** The picture of the QR code, as attached. */
  readonly png: Buffer;
  /** The page that shows the code on a phone. */
  readonly phoneUrl: string;
  /** For who cannot show it, without its hyphens. */
  readonly shortCode: string;
  readonly pin: string;
}

/** Waits for the e-mail about `order` in the hub's mailbox folder. */
export function waitForReadyMail(mailbox: string, order: string): Promise<ReadyMail> {
  return until(`the e-mail about ${order} is written`, 60_000, async () => {
    const names = existsSync(mailbox) ? readdirSync(mailbox) : [];
    const name = names.find((candidate) => candidate.startsWith(`${order}-ready`) && candidate.endsWith('.eml'));
    return name === undefined ? false : readMail(join(mailbox, name));
  });
}

/** Waits for a message of this kind about `order`, as a person reads it: decoded, with its head. */
export function waitForMail(mailbox: string, order: string, kind: string): Promise<string> {
  return until(`the e-mail "${kind}" about ${order} is written`, 60_000, async () => {
    const name = existsSync(mailbox) ? readdirSync(mailbox).find((one) => one.startsWith(`${order}-${kind}`) && one.endsWith('.eml')) : undefined;
    return name === undefined ? false : readable(readFileSync(join(mailbox, name), 'latin1'));
  });
}

/** The link to the order's own page in a message. */
export function linkIn(mail: string): string {
  const url = /https?:\/\/[^\s"<>]+\/p\/[\w-]+/.exec(mail)?.[0];
  if (url === undefined) throw new Error('There is no link in the e-mail.');
  return url;
}

/** Undoes quoted-printable (RFC 2045, 6.7), whose bytes are UTF-8. */
function readable(raw: string): string {
  const joined = raw.replaceAll('\r\n', '\n').replace(/=\n/g, '');
  return joined.replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}

function readMail(file: string): ReadyMail {
  const text = readFileSync(file, 'latin1').replaceAll('\r\n', '\n');
  const picture = /Content-Type: image\/png[\s\S]*?\n\n([A-Za-z0-9+/=\n]+)/.exec(text)?.[1];
  if (picture === undefined) throw new Error(`There is no picture in ${file}.`);
  const words = text.replace(/=\n/g, '').replaceAll('=3D', '=');
  const phoneUrl = /https?:\/\/[^\s"<>]+\/p\/[\w-]+/.exec(words)?.[0];
  const shortCode = /: ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])\s/.exec(words)?.[1];
  const pin = /PIN: (\d{6})\s/.exec(words)?.[1];
  if (phoneUrl === undefined || shortCode === undefined || pin === undefined) throw new Error(`A link, a short code or a PIN is missing in ${file}.`);
  return { file, png: Buffer.from(picture, 'base64'), phoneUrl, shortCode: shortCode.replaceAll('-', ''), pin };
}
