import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Lays the data of a demonstration's hub into the folder of a world that is to be started: filling it anew takes longer than many a story. */
export function layDemoHub(worldFolder: string): void {
  cpSync(inject('demoHub'), join(worldFolder, 'hub'), { recursive: true });
}
