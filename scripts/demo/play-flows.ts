import { compareOperations } from './arrived.ts';
import { type Flow, playFlow } from './flow.ts';
import { inLanguage, openStage, photograph, type Person, type Stage, tidyUp, untilSynced } from './stage.ts';
import type { Language } from './words.ts';

/** How flows are played. `folder` has to be empty or absent; `say` gets one line for each step. */
export interface FlowOptions {
  readonly folder: string;
  readonly flows: readonly Flow[];
  readonly language: Language;
  /** The hub is stopped after each set-up, where the flow works without, and started again at its end. */
  readonly offline: boolean;
  say(line: string): void;
}

/** Plays flows one after the other in one shop. True when each went as it should; what did not is said. */
export async function playFlows(options: FlowOptions): Promise<boolean> {
  const { folder, flows, say } = options;
  const tell = (who: Person, sentence: string): void => say(`  ${who.padEnd(12)}${sentence}`);
  say('Starting hub, bank and station.');
  const stage = inLanguage(await openStage({ folder, tell }), options.language);
  let isGood = true;
  try {
    for (const flow of flows) isGood = (await playOne(stage, flow, options)) && isGood;
    await untilSynced(stage);
  } finally {
    await stage.close();
  }
  return (await tellArrival(folder, say)) && isGood;
}

async function playOne(stage: Stage, flow: Flow, { offline, say }: FlowOptions): Promise<boolean> {
  say(`${flow.name}: ${flow.title}`);
  try {
    const isAlone = offline && flow.worksOffline;
    await playFlow(
      stage,
      flow,
      async () => {
        if (!isAlone) return;
        await stage.world.stopHub();
        stage.tell('hub', 'is stopped');
      },
      async () => {
        if (isAlone) {
          await stage.world.startHub();
          stage.tell('hub', 'runs again');
        }
        await untilSynced(stage);
      },
    );
    say(`demo: ${flow.name} ok`);
    return true;
  } catch (error) {
    say(`demo: ${flow.name} went wrong: ${sentenceOf(error)}`);
    for (const file of await photograph(stage, flow.name)) say(`  the screen at that moment: ${file}`);
    await stage.world.startHub();
    await tidyUp(stage);
    return false;
  }
}

async function tellArrival(folder: string, say: (line: string) => void): Promise<boolean> {
  const { made, arrived, eachExactlyOnce, kinds } = await compareOperations(folder);
  const counts = Map.groupBy(kinds, (kind) => kind);
  const summary = [...counts].map(([kind, all]) => `${kind} ${all.length}`).join(', ');
  say(`hub: ${arrived} of ${made} operations arrived, ${eachExactlyOnce ? 'each exactly once and in order' : 'NOT each exactly once'}: ${summary}`);
  return eachExactlyOnce;
}

/** What a person needs of an error: its first line, without the colours of a terminal. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours begin with
  const plain = text.replace(/\u001b\[\d+m/g, '');
  const [first = '', ...rest] = plain.split('\n');
  const waited = rest.find((line) => line.includes('waiting for'))?.trim();
  return waited === undefined ? first : `${first} ${waited}`;
}
