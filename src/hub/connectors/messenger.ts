import type { Contact } from '../../contract/orders.ts';
import type { Result } from '../../kernel/result.ts';

/** A message ready to go. E-mails use all of it, text messages `text` alone. */
export interface OutgoingMessage {
  /** The same for every try of the same message, so that a second delivery replaces or can be recognised. */
  readonly messageId: string;
  /** A file name for people: the order's number and the kind of news. */
  readonly name: string;
  readonly to: Contact;
  /** The shop's country (ISO 3166-1, two letters), by which numbers without a country are read. Left out: a company's own, which has none. */
  readonly country?: string;
  readonly senderName: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Unix milliseconds of the news itself, so that tries of the same message are the same bytes. */
  readonly date: number;
  /** Pictures that `html` shows as `cid:<cid>`. */
  readonly pictures: readonly { readonly cid: string; readonly fileName: string; readonly png: Uint8Array }[];
}

/** Why a message did not go: `transient` is tried again, `permanent` never. `lost`: it may have gone, and nobody answered: it is tried once more, or a phone would ring all day. */
export interface DeliveryProblem {
  readonly kind: 'transient' | 'permanent' | 'lost';
  readonly detail: string;
}

/** Where messages leave the hub. */
export interface Messenger {
  send(message: OutgoingMessage): Promise<Result<undefined, DeliveryProblem>>;
  close(): void;
}
