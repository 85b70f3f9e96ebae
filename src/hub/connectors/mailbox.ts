import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { done, err } from '../../kernel/result.ts';
import { mailOptions } from './mail.ts';
import type { Messenger, OutgoingMessage } from './messenger.ts';

/**
 * Writes messages into a folder instead of sending them: e-mails as `<name>.eml`, text messages as `<name>.sms.txt`. A message that
 * is sent again replaces its file; a file appears whole or not at all.
 */
export function mailboxMessenger(dir: string, from: string): Messenger {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const render = async (message: OutgoingMessage): Promise<readonly [extension: string, content: Uint8Array]> => {
    if (message.to.kind === 'phone') return ['.sms.txt', Buffer.from(`To: ${message.to.phone}\n\n${message.text}\n`)];
    const { message: content } = await transport.sendMail(mailOptions(message, from));
    if (!Buffer.isBuffer(content)) throw new Error('the transport is not set to buffer');
    return ['.eml', content];
  };
  return {
    async send(message) {
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 });
        const [extension, content] = await render(message);
        await writeWhole(join(dir, message.name + extension), content);
        return done;
      } catch (failure) {
        return err({ kind: 'transient', detail: failure instanceof Error ? failure.message : String(failure) });
      }
    },
    close: () => transport.close(),
  };
}

async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  await file
    .writeFile(content)
    .then(() => file.sync())
    .finally(() => file.close());
  await rename(`${path}.new`, path);
}
