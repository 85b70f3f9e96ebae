/** Why somebody is called to a parcel; `reminder`, `extended` and `code` say first what is new. */
export type Call = 'ready' | 'another' | 'code' | 'reminder' | 'extended';

/** What a message says, in one language. Placeholders are arguments; nothing here is HTML. */
export interface MessageTexts {
  readonly order: string;
  readonly total: string;
  readonly quantity: string;
  readonly seeOrder: string;
  readonly footer: (store: string) => string;
  readonly received: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: string;
    readonly payTitle: string;
    readonly payText: (number: string) => string;
  };
  readonly paid: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (total: string) => string;
    readonly paidOn: (date: string) => string;
    /** `nothing`: coupons and points covered all of it. */
    readonly tender: { readonly cash: string; readonly card: string; readonly online: string; readonly nothing: string };
    readonly nothingTitle: string;
    readonly nothingDue: string;
    /** What a page is not: a slip for the tax office. */
    readonly notInvoice: string;
  };
  /** What is new about the code that opens, by the reason for writing. */
  readonly calls: Readonly<Record<Call, CallTexts>>;
  readonly ready: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly codeAlt: string;
    readonly how: readonly string[];
    readonly noPhone: string;
    readonly shortCode: string;
    readonly pin: string;
    readonly doors: (doors: readonly number[]) => string;
    readonly until: (date: string) => string;
    /** Beside a reminder, where the deadline may still be moved. */
    readonly moreDays: string;
    readonly keep: string;
    readonly askStaff: (number: string) => string;
    readonly openCode: string;
    readonly sms: (p: {
      store: string;
      /** What is new, or null when the parcel itself is. */
      title: string | null;
      number: string;
      code: string;
      pin: string;
      doors: readonly number[];
      until: string;
      url: string;
    }) => string;
  };
  readonly collected: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (date: string) => string;
    /** The same while other parcels of the order still wait. */
    readonly subjectPart: (number: string) => string;
    readonly titlePart: string;
    readonly leadPart: (date: string, left: number) => string;
    readonly notYou: string;
  };
  readonly recalled: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly expired: string;
    readonly taken: string;
    readonly nextTitle: string;
    readonly next: (number: string) => string;
  };
  readonly returned: {
    readonly subject: (receipt: string) => string;
    readonly title: string;
    readonly lead: (date: string) => string;
    readonly receipt: (receipt: string) => string;
    readonly refund: (amount: string) => string;
    readonly review: string;
    readonly duplicate: string;
    readonly footer: (store: string) => string;
  };
  readonly refunded: {
    readonly subject: (number: string) => string;
    readonly title: string;
    readonly lead: (amount: string, date: string) => string;
    readonly tender: { readonly cash: string; readonly card: string };
    /** The same when nothing is paid back. */
    readonly subjectDeclined: (number: string) => string;
    readonly titleDeclined: string;
    readonly leadDeclined: string;
    readonly receipt: (receipt: string) => string;
    readonly ask: (number: string) => string;
  };
}

/** The first words of a message with a code. */
export interface CallTexts {
  readonly subject: (number: string) => string;
  readonly title: string;
  readonly lead: (store: string) => string;
}
