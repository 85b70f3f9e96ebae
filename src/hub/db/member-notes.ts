import type { MemberNote } from '../../contract/hub/assist.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, str } from './rows.ts';

/** What staff noted about a member, newest first. */
export async function findNotes(db: Queryable, tenantId: string, memberId: string): Promise<MemberNote[]> {
  const rows = await db.query('SELECT note_id, at, staff_id, words FROM member_notes WHERE tenant_id = $1 AND member_id = $2 ORDER BY at DESC, note_id DESC', [
    tenantId,
    memberId,
  ]);
  return rows.map((row) => ({ noteId: str(row, 'note_id'), at: num(row, 'at'), staffId: str(row, 'staff_id'), words: str(row, 'words') }));
}

/** Keeps a note. */
export async function putNote(tx: Transaction, member: { readonly tenantId: string; readonly memberId: string }, note: MemberNote): Promise<void> {
  await tx.query('INSERT INTO member_notes (tenant_id, note_id, member_id, staff_id, words, at) VALUES ($1, $2, $3, $4, $5, $6)', [
    member.tenantId,
    note.noteId,
    member.memberId,
    note.staffId,
    note.words,
    note.at,
  ]);
}

/** Erases a note of a member; false: there is none. */
export async function eraseNote(tx: Transaction, member: { readonly tenantId: string; readonly memberId: string }, noteId: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM member_notes WHERE tenant_id = $1 AND member_id = $2 AND note_id = $3 RETURNING 1', [
    member.tenantId,
    member.memberId,
    noteId,
  ]);
  return rows.length > 0;
}

/** Erases all notes of somebody who left. */
export async function eraseNotes(tx: Transaction, tenantId: string, memberId: string): Promise<void> {
  await tx.query('DELETE FROM member_notes WHERE tenant_id = $1 AND member_id = $2', [tenantId, memberId]);
}
