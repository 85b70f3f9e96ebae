import type { Stage } from './stage.ts';

/** What is played once everything stands ready. It rejects with a sentence when something does not go as it should. */
export type Play = () => Promise<void>;

/** One story at the silo, from its people's side. */
export interface Flow {
  readonly name: FlowName;
  /** What it is about, as a heading. */
  readonly title: string;
  /** Can it be played with the hub away from the end of its set-up on? */
  readonly worksOffline: boolean;
  /** Brings the shop to where the story begins: parcels that wait, codes that were sent. */
  setUp(stage: Stage): Promise<Play>;
}

/** The stories, in the order in which `all` tells them. */
export const flowNames = ['collect', 'multi', 'return', 'load', 'recall', 'delegate', 'pin', 'help', 'service', 'remote-open'] as const;
export type FlowName = (typeof flowNames)[number];
