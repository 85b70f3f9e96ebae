import type { Stage } from './stage.ts';

/** What happens once everything stands ready. Both parts reject with a sentence when something does not go as it should. */
export interface Story {
  /** What the people do, with the hub or without. */
  play(): Promise<void>;
  /** What the hub knows of it, once it runs and has heard everything. */
  atHub(): Promise<void>;
}

/** One story at the silo, from its people's side. */
export interface Flow {
  readonly name: FlowName;
  /** What it is about, as a heading. */
  readonly title: string;
  /** Can it be played with the hub away from the end of its set-up on? */
  readonly worksOffline: boolean;
  /** Brings the shop to where the story begins: parcels that wait, codes that were sent. */
  setUp(stage: Stage): Promise<Story>;
}

/** The stories, in the order in which `all` tells them. */
export const flowNames = ['collect', 'multi', 'return', 'load', 'recall', 'delegate', 'pin', 'help', 'service', 'remote-open'] as const;
export type FlowName = (typeof flowNames)[number];

/** Plays a flow from its beginning to its end. `between` runs after the set-up, `afterwards` before the hub is asked. */
export async function playFlow(stage: Stage, flow: Flow, between: () => Promise<void>, afterwards: () => Promise<void>): Promise<void> {
  const story = await flow.setUp(stage);
  await between();
  await story.play();
  await afterwards();
  await story.atHub();
}
