import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { text } from '../../contract/schema.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { origin, readSecret, secret } from '../payments/setup.ts';

/** The file behind `--texts`: an account at Twilio, or at a gateway that speaks the same. Either a number of its own sends, or a messaging service. */
export const textsSetup = z
  .strictObject({
    baseUrl: origin.default('https://api.twilio.com'),
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
    /** The account's token; or the secret of an API key, with the key's name in `apiKeySid`. */
    authToken: secret,
    apiKeySid: z
      .string()
      .regex(/^SK[0-9a-f]{32}$/)
      .optional(),
    /** A number in E.164, or a sender's name of up to eleven letters and digits where a country takes those. */
    from: text(20).min(1).optional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/)
      .optional(),
  })
  .refine(({ from, messagingServiceSid }) => (from === undefined) !== (messagingServiceSid === undefined), 'either from or messagingServiceSid');

/** An account whose secret was read. It is in memory only, and never in a log, the database or a message. */
export type TextsAccount = Omit<z.infer<typeof textsSetup>, 'authToken'> & { readonly authToken: string };

/** Reads the file and the secret that it names. A mistake is told in words with the place it is in, never with the secret. */
export async function readTextsSetup(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<TextsAccount, { readonly message: string }>> {
  const file = await readFile(path, 'utf8').catch(() => null);
  if (file === null) return err({ message: `${path}: it cannot be read` });
  const read = textsSetup.safeParse(parse(file));
  if (!read.success) return err({ message: `${path}: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}` });
  const authToken = await readSecret(read.data.authToken, dirname(path), env);
  return authToken.ok ? ok({ ...read.data, authToken: authToken.value }) : err({ message: `${path}: ${authToken.error.message}` });
}

/** Null, which no setup is, where it is not JSON. */
function parse(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch {
    return null;
  }
}
