import type { Locale } from '../../src/contract/schema.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { formatDay } from '../phone/format-day.ts';
import type { ReturnState, ReturnStateOf } from './return-state.ts';
import { whereOf, type Words } from './where-of.ts';

/** What is said of a return, sentence by sentence. */
export function spokenOfReturn(locale: Locale, text: Words, bank: readonly Door[], state: ReturnState): readonly string[] {
  switch (state.kind) {
    case 'return-identify':
      return [text('return.say.identify')];
    case 'return-checking':
      return [text('return.checking.title'), text('return.checking.body')];
    case 'return-refused':
      return refusedParts(locale, text, state);
    case 'return-wait':
      return [text('return.wait.title'), text('return.wait.body')];
    case 'return-which':
      return [
        text('return.which.title'),
        ...state.orders.map(({ number, titles, pieces }) => text('return.which.order', { number, titles: titles.join(', '), pieces })),
      ];
    case 'return-goods':
      return [text('return.goods.title'), ...state.goods.map(({ title }) => title)];
    case 'return-reason':
      return [text('return.reason.title'), state.goods.title, text('return.reason.count', { at: state.at, of: state.of })];
    case 'return-pieces':
      return [text('return.pieces.title'), text('return.pieces.body')];
    case 'return-size':
      return sizeParts(text, state);
    case 'return-opening':
    case 'return-open':
    case 'return-ask':
    case 'return-stuck':
      return doorParts(text, bank, state);
    case 'return-done':
      return doneParts(text, state);
    case 'return-nothing':
      return [text('return.nothing.title'), text('return.nothing.body', { number: state.door.number })];
    case 'return-unsure': {
      const { number } = state.door;
      const again = state.why === 'no-answer' ? [text('return.unsure.again')] : [];
      return [text(`return.unsure.${state.why}.title`, { number }), text('return.unsure.body', { number }), ...again];
    }
    default:
      return assertNever(state);
  }
}

function refusedParts(locale: Locale, text: Words, { reason, days, until }: ReturnStateOf<'return-refused'>): readonly string[] {
  const title = text(`return.refused.${reason}.title`);
  if (reason !== 'too-late') return [title, text(`return.refused.${reason}.body`)];
  return [title, text('return.refused.too-late.body', { days: days ?? 0, date: formatDay(locale, until ?? 0) })];
}

function sizeParts(text: Words, { gives, free, unlooked, because, pieces }: ReturnStateOf<'return-size'>): readonly string[] {
  const before = because === null ? [] : [text(`return.size.${because.why}`, { number: because.door.number })];
  if (gives !== null) return [...before, text('return.size.title', { size: gives }), text('return.size.body', { pieces })];
  if (free.length > 0) return [...before, text('return.size.none.title'), text('return.size.none.body')];
  const why = unlooked ? 'unlooked' : 'full';
  return [...before, text(`return.${why}.title`), text(`return.${why}.body`)];
}

type AtDoor = ReturnStateOf<'return-opening'> | ReturnStateOf<'return-open'> | ReturnStateOf<'return-ask'> | ReturnStateOf<'return-stuck'>;

function doorParts(text: Words, bank: readonly Door[], state: AtDoor): readonly string[] {
  const { number } = state.door;
  const where = whereOf(text, bank, state.door);
  switch (state.kind) {
    case 'return-opening':
      return [text('return.say.opening', { number }), where];
    case 'return-open':
      if (!state.seen) return [text('return.open.unseen')];
      if (state.confirmed) return [text('return.open.confirmed')];
      return [state.reminders > 0 ? text('return.open.reminder', { number }) : text('return.say.open', { number, where })];
    case 'return-ask':
      return [text('return.say.ask', { number })];
    case 'return-stuck':
      return [text('return.stuck.title', { number }), text(`return.stuck.${state.why}`), text('return.stuck.safe')];
    default:
      return assertNever(state);
  }
}

function doneParts(text: Words, { receipt, paper, receiptTo }: ReturnStateOf<'return-done'>): readonly string[] {
  // Character by character: nobody can write down what is read as a word.
  const spelled = [...receipt.replaceAll('-', '')].join(' ');
  return [text('return.say.done', { receipt: spelled }), text(`return.done.paper.${paper}`), text(`return.done.${receiptTo}`)];
}
