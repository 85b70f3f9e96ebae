/** Is a version (`1.2.3`, whatever follows it) below the least that the tenant's keys ask for? One that is no version is. */
export function isOlderVersion(version: string, least: string | null): boolean {
  if (least === null) return false;
  const [own, wanted] = [partsOf(version), partsOf(least)];
  if (own === null || wanted === null) return true;
  const at = own.findIndex((part, place) => part !== wanted[place]);
  return at !== -1 && (own[at] ?? 0) < (wanted[at] ?? 0);
}

function partsOf(version: string): readonly number[] | null {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+].*)?$/.exec(version);
  return match === null ? null : match.slice(1, 4).map(Number);
}
