import type { z } from 'zod';
import { deskAnswer, owedMoneyList, shopAlarms } from '../../contract/hub/staff-desk.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { DeskAnswer, StaffDesk } from '../ports/staff-desk.ts';
import { parseAnswer } from './hub-client.ts';
import type { Sync } from './sync.ts';

/** How long a person looks at a screen that waits for the hub, in milliseconds; and the largest answer, in bytes. */
const TIMEOUT_MS = 8000;
const MAX_ANSWER = 262_144;

/** Asks the hub itself. */
export function staffDeskAtHub(sync: Pick<Sync, 'ask'>): StaffDesk {
  const post = (path: string, body: unknown) =>
    sync.ask({ method: 'POST', path: `/v1/staff/${path}`, body: JSON.stringify(body), timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER });
  const work = async (path: string, body: unknown): Promise<DeskAnswer> => {
    const answer = await post(path, body);
    if (!answer.ok) return 'unsure';
    const told = parseAnswer(deskAnswer, answer.value);
    return told.ok ? told.value.outcome : 'unsure';
  };
  const read = async <T extends z.ZodType>(path: string, staffId: string, schema: T): Promise<Result<z.output<T>, 'offline' | 'not-allowed'>> => {
    const answer = await post(path, { staffId });
    if (!answer.ok) return err(answer.error.kind === 'refused' && answer.error.code === 'forbidden' ? 'not-allowed' : 'offline');
    const told = parseAnswer(schema, answer.value);
    return told.ok ? told : err('offline');
  };
  return {
    resend: (orderId, staffId) => work(`orders/${orderId}/resend`, { staffId }),
    reject: (orderId, asked) => work(`orders/${orderId}/reject`, asked),
    reroute: (orderId, asked) => work(`orders/${orderId}/reroute`, asked),
    settle: (asked) => work('money/settle', asked),
    money: async (staffId) => {
      const list = await read('money', staffId, owedMoneyList);
      return list.ok ? ok(list.value.owed) : list;
    },
    alarms: async (staffId) => {
      const list = await read('alarms', staffId, shopAlarms);
      return list.ok ? ok(list.value.alarms) : list;
    },
  };
}
