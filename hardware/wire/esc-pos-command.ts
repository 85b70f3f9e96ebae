/** One step of what a printer was sent. `unknown` is skipped by its shortest length; a preview that meets one may be wrong behind it. */
export type EscPosStep =
  | { readonly kind: 'character'; readonly byte: number; readonly length: 1 }
  | { readonly kind: 'command'; readonly name: EscPosName; readonly data: Uint8Array; readonly length: number }
  | { readonly kind: 'unknown'; readonly length: number }
  | { readonly kind: 'incomplete' };

/** Commands that change what stands on the paper, and `other` for those that only have to be passed over. */
export type EscPosName = 'initialize' | 'bold' | 'size' | 'align' | 'code-page' | 'feed-line' | 'feed-lines' | 'symbol' | 'cut' | 'other';

interface Form {
  readonly head: readonly number[];
  readonly name: EscPosName;
  /** Bytes of data after the head, or how the number of them is found: `counted` has it in two bytes, low first; `cut` may have one more. */
  readonly data: number | 'counted' | 'cut';
}

const esc = 0x1b;
const gs = 0x1d;

/** Epson ESC/POS command reference: the commands that the encoder emits, and those of the status, the buzzer and the drawer beside them. */
const forms: readonly Form[] = [
  { head: [0x0a], name: 'feed-line', data: 0 },
  { head: [0x0d], name: 'other', data: 0 },
  { head: [esc, 0x40], name: 'initialize', data: 0 },
  { head: [esc, 0x45], name: 'bold', data: 1 },
  { head: [gs, 0x21], name: 'size', data: 1 },
  { head: [esc, 0x61], name: 'align', data: 1 },
  { head: [esc, 0x74], name: 'code-page', data: 1 },
  { head: [esc, 0x64], name: 'feed-lines', data: 1 },
  { head: [gs, 0x28, 0x6b], name: 'symbol', data: 'counted' },
  { head: [gs, 0x56], name: 'cut', data: 'cut' },
  { head: [0x10, 0x04], name: 'other', data: 1 },
  { head: [0x1c, 0x2e], name: 'other', data: 0 },
  { head: [esc, 0x4d], name: 'other', data: 1 },
  { head: [esc, 0x2d], name: 'other', data: 1 },
  { head: [gs, 0x42], name: 'other', data: 1 },
  { head: [esc, 0x07], name: 'other', data: 0 },
  { head: [esc, 0x28, 0x41], name: 'other', data: 'counted' },
  { head: [esc, 0x70], name: 'other', data: 3 },
];

/** The step at the head of what was sent. `incomplete` while only more bytes can tell. */
export function escPosStepAt(bytes: Uint8Array): EscPosStep {
  const [first] = bytes;
  if (first === undefined) return { kind: 'incomplete' };
  const form = forms.find(({ head }) => head.every((byte, index) => bytes[index] === byte));
  if (form !== undefined) return commandOf(form, bytes);
  if (forms.some(({ head }) => bytes.length < head.length && bytes.every((byte, index) => head[index] === byte))) return { kind: 'incomplete' };
  if (first >= 0x20) return { kind: 'character', byte: first, length: 1 };
  return { kind: 'unknown', length: first === esc || first === gs || first === 0x1c ? 2 : 1 };
}

function commandOf(form: Form, bytes: Uint8Array): EscPosStep {
  const from = form.head.length;
  const count = dataLengthOf(form, bytes);
  if (count === undefined || bytes.length < from + count) return { kind: 'incomplete' };
  return { kind: 'command', name: form.name, data: bytes.slice(from, from + count), length: from + count };
}

function dataLengthOf(form: Form, bytes: Uint8Array): number | undefined {
  if (typeof form.data === 'number') return form.data;
  const low = bytes[form.head.length];
  if (low === undefined) return undefined;
  // GS V 65, 66 and their like feed first, by one more byte; 0, 1 and their digits do not.
  if (form.data === 'cut') return low <= 1 || low === 0x30 || low === 0x31 ? 1 : 2;
  const high = bytes[form.head.length + 1];
  return high === undefined ? undefined : 2 + low + high * 256;
}
