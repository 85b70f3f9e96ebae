import { enrolResponse } from '../../../contract/hub/sync.ts';
import type { StationStatus } from '../../../contract/station/views.ts';
import { isOlderVersion } from '../../../core/passes/app-version.ts';
import { KEYS_REFUSED_KEY, KEYS_TAKEN_KEY } from '../../ports/key-news.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The keys that codes are checked with: how old they are, whether any opens a door, and what was wrong with the last ones that came. */
export function keysStatus(read: Pick<StoreReader, 'keyBundle' | 'meta'>, version: string): NonNullable<StationStatus['keys']> {
  const bundle = read.keyBundle();
  const takenAt = Number(read.meta(KEYS_TAKEN_KEY) ?? '');
  const refused = read.meta(KEYS_REFUSED_KEY) ?? '';
  return {
    bundle: bundle?.seq ?? null,
    issuedAt: bundle?.issuedAt ?? null,
    takenAt: bundle !== null && takenAt > 0 ? takenAt : null,
    usable: bundle?.keys.filter(({ purpose, revoked }) => purpose === 'pass' && !revoked).length ?? 0,
    refused: refused === '' ? null : { at: Number(refused.slice(0, refused.indexOf(' '))), reason: refused.slice(refused.indexOf(' ') + 1, 60) },
    isUpdateWanted: isOlderVersion(version, bundle?.minAppVersion ?? null),
    ...mustEnrol(read),
  };
}

/**
 * Without a pinned root nothing says which keys are the tenant's: a root that comes later, over the same wire as the keys, would be whatever the
 * wire says. So it is not fetched; people enrol the station again.
 */
function mustEnrol(read: Pick<StoreReader, 'meta'>): { readonly mustEnrol?: string } {
  const stored = read.meta('identity');
  if (stored === null) return {};
  const { stationId, rootKey } = enrolResponse.parse(JSON.parse(stored));
  return rootKey == null ? { mustEnrol: stationId } : {};
}
