import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Secrets of the hub as files that only its own user can read (0600), in a folder of the data directory (0700). */
export interface SecretFiles {
  read(name: string): Promise<string | null>;
  /** Durable, under its final name, when it resolves. */
  write(name: string, text: string): Promise<void>;
}

/** Secret files in `dir`, which is made when it is missing. */
export function secretFiles(dir: string): SecretFiles {
  return {
    async read(name) {
      try {
        return await readFile(join(dir, name), 'utf8');
      } catch (failure) {
        if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null;
        throw failure;
      }
    },
    async write(name, text) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await chmod(dir, 0o700);
      const path = join(dir, name);
      const file = await open(`${path}.new`, 'w', 0o600);
      await file
        .writeFile(text)
        .then(() => file.sync())
        .finally(() => file.close());
      await rename(`${path}.new`, path);
      await flushFolder(dirname(path));
    },
  };
}

/** Secrets that end with the process, for tests. */
export function memorySecrets(): SecretFiles {
  const files = new Map<string, string>();
  return {
    read: (name) => Promise.resolve(files.get(name) ?? null),
    write: (name, text) => {
      files.set(name, text);
      return Promise.resolve();
    },
  };
}

async function flushFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  await folder.sync().finally(() => folder.close());
}
