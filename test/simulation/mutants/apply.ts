import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Mutant, mutants } from './mutants.ts';

const projectRoot = join(import.meta.dirname, '../../..');

/** The mutant of this name; throws for one that there is not. */
export function mutantNamed(name: string): Mutant {
  const found = mutants.find((mutant) => mutant.name === name);
  if (found === undefined) throw new Error(`no mutant is called ${name}`);
  return found;
}

/** Why a mutant does not fit the product any more; null: it does. */
export function staleness({ name, file, find }: Mutant): string | null {
  const count = readFileSync(join(projectRoot, file), 'utf8').split(find).length - 1;
  return count === 1 ? null : `mutant ${name} is stale: what it changes stands ${count} times in ${file}`;
}

/** From here on the file of the mutant is loaded with its fault, by this process alone. To be called before anything of the product is loaded. */
export function applyMutant(mutant: Mutant): void {
  const stale = staleness(mutant);
  if (stale !== null) throw new Error(stale);
  const target = pathToFileURL(join(projectRoot, mutant.file)).href;
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (url !== target) return loaded;
      return { ...loaded, source: String(loaded.source).replace(mutant.find, () => mutant.replace) };
    },
  });
}
