import type { Result } from '../contract/result.ts';
import { parseDevicesConfig } from '../device-config.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { familyOf } from '../lockers/families.ts';

/** The boards of a bus, as a command line or a recording names them. */
export interface NamedBoards {
  readonly family: string;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit: 0 | 1;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The family of a bus with all that its configuration says of it, checked as a configuration is. The error is one sentence. */
export function familyOfBoards({ family, boards, closedBit, options }: NamedBoards): Result<BoardFamily, string> {
  const parsed = parseDevicesConfig({ buses: [{ name: 'bus', family, link: { kind: 'given', name: 'bus' }, boards, closedBit, ...options }] });
  if (!parsed.ok) return { ok: false, error: `${parsed.error.path.replace(/^buses\[0\]\./, '')}: ${parsed.error.message}` };
  const [bus] = parsed.value.buses;
  return bus === undefined ? { ok: false, error: 'There are no boards.' } : { ok: true, value: familyOf(bus) };
}
