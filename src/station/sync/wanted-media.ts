import { mediaName } from '../../contract/media.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { MediaWanted, WantedMedia } from '../ports/media.ts';
import type { StationStore } from '../ports/store.ts';
import type { MediaPullParts } from './media-pull.ts';

/** Before every rank of the catalogue, and where a walk begins. */
const FIRST = -1;

/** Everything that this device is to have on its disk: the pictures of the shop's slides, which are few, before those of its goods. */
export function wantedMedia(
  store: Pick<StationStore, 'onPulled'> & { readonly read: Pick<StationStore['read'], 'slides'> },
  catalogue: WantedMedia & { onChange(listener: () => void): Cancel },
): MediaPullParts['wanted'] {
  const read = (): readonly MediaWanted[] =>
    store.read
      .slides()
      .flatMap(({ picture }, index) =>
        picture === undefined ? [] : [{ rank: FIRST, id: index + 1, name: mediaName(picture.file), bytes: picture.file.bytes }],
      );
  let pictures = read();
  return {
    media: (after, limit) => {
      const left = after.rank > FIRST ? [] : pictures.filter(({ id }) => id > after.id);
      return left.length > 0 ? left.slice(0, limit) : catalogue.media(after, limit);
    },
    onChange: (listener) => {
      const pulled = (bucket: string): void => {
        if (bucket !== 'slides') return;
        pictures = read();
        listener();
      };
      const stops = [catalogue.onChange(listener), store.onPulled(pulled)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
