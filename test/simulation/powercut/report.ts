import type { Examined } from './examine.ts';

/** What the command says in the end, line by line. */
export function reportOf({ images, started, points, faults, ms }: Examined, seed: number, journeys: number): readonly string[] {
  const count = (kind: string): number => faults.filter((fault) => fault.kind === kind).length;
  return [
    `images ${images}, of which started by the station ${started}`,
    `journeys ${journeys}, points ${points}, seed ${seed}`,
    `seconds ${Math.round(ms / 1000)}, images per second ${Math.round(images / (ms / 1000))}`,
    ...faults.map((fault) => {
      const place = `${fault.journey}:${fault.point}:${fault.variant}:${fault.nth}`;
      return `${fault.kind}: ${fault.detail}\n  at entry ${fault.point} of ${fault.journey}, ${fault.variant} ${fault.nth}: npm run powercut -- --replay ${place} --seed ${seed}`;
    }),
    `missing: ${count('missing')}`,
    `torn: ${count('torn')}`,
    `corrupt: ${count('corrupt')}`,
  ];
}
