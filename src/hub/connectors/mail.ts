import type { SendMailOptions } from 'nodemailer';
import type { OutgoingMessage } from './messenger.ts';

/** The e-mail of a message, for any of nodemailer's transports. `from` is the bare sender's address. */
export function mailOptions(message: OutgoingMessage, from: string): SendMailOptions {
  const { to, html, text, subject, pictures } = message;
  if (to.kind !== 'email') throw new Error('only an e-mail contact gets an e-mail');
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    from: { name: message.senderName, address: from },
    to: to.email,
    subject,
    text,
    html,
    date: new Date(message.date),
    messageId: `<${message.messageId}@${domain}>`,
    // Answers of mail robots (out of office) are not wanted: RFC 3834.
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: pictures.map(({ cid, fileName, png }) => ({
      cid,
      filename: fileName,
      content: Buffer.from(png),
      contentType: 'image/png',
      contentDisposition: 'inline' as const,
    })),
    // Nothing of a message comes from a file or an address on the network.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
