import type { RecordBatch } from '../../../records/batch.ts';
import type { TextColumn } from '../../../records/column.ts';
import { parseConversation, parseTurns } from '../../../records/conversation.ts';
import type { Turn } from '../../../records/turn.ts';
import { valueRange, valueText } from './dictionary.ts';
import { type JoinedText, joinTexts } from './joined-text.ts';
import { type IngestPlan, lastMark, type TaughtPlan } from './plan.ts';

/** The texts of a batch: what features are taken from, and what a model is taught to say and to avoid. */
export interface RecordTexts {
  readonly text: JoinedText;
  readonly taught: TaughtTexts | null;
}

export interface TaughtTexts {
  readonly response: JoinedText;
  /** Of preference pairs: the other side. */
  readonly rejected: JoinedText | null;
}

/** Stands between the turns of one response. */
export const TURN_GAP = '\n\n\n';

/** The texts of every record of a batch. */
export function recordTexts(batch: RecordBatch, { texts, taught }: IngestPlan): RecordTexts {
  if (taught === null) return { text: joinTexts(batch, texts), taught: null };
  if (taught.conversations.length + taught.chosen.length === 0) {
    return {
      text: joinTexts(batch, texts),
      taught: { response: joinTexts(batch, taught.responses), rejected: null },
    };
  }
  const sides = Array.from({ length: batch.length }, (_, record) =>
    sidesOf(batch, { texts, taught }, record),
  );
  const rejected = taught.rejected.length === 0 ? null : encode(sides.map((side) => side.rejected));
  return {
    text: encode(sides.map((side) => side.prompt)),
    taught: { response: encode(sides.map((side) => side.response)), rejected },
  };
}

interface Sides {
  readonly prompt: string;
  readonly response: string;
  readonly rejected: string;
}

interface SidesPlan {
  readonly texts: readonly number[];
  readonly taught: TaughtPlan;
}

function sidesOf(batch: RecordBatch, { texts, taught }: SidesPlan, record: number): Sides {
  const valuesOf = (columns: readonly number[]): string[] =>
    columns.flatMap((column) => textsOf(batch.columns[column] as TextColumn, record));
  const prompt = valuesOf(texts);
  const response = valuesOf(taught.responses);
  for (const text of valuesOf(taught.conversations)) {
    const turns = parseTurns(text);
    if (turns === undefined) prompt.push(text);
    else {
      prompt.push(...turns.filter((turn) => !turn.taught).map((turn) => turn.text));
      response.push(...turns.filter((turn) => turn.taught).map((turn) => turn.text));
    }
  }
  const [one, other] = [valuesOf(taught.chosen).join('\n'), valuesOf(taught.rejected).join('\n')];
  const pair = wonPair([one, other], taught.winner === null ? null : sideOf(batch, taught, record));
  if (pair.shared !== '' && !prompt.some((text) => text.includes(pair.shared)))
    prompt.push(pair.shared);
  if (pair.chosen !== '') response.push(pair.chosen);
  return {
    prompt: prompt.filter((text) => text !== '').join('\n'),
    response: response.join(TURN_GAP),
    rejected: pair.rejected,
  };
}

/**
 * The pair as its winner has it. What nobody won teaches neither side: its first response stands on
 * both, so that it says nothing about what is preferred.
 */
function wonPair(
  [one, other]: readonly [one: string, other: string],
  won: 'one' | 'other' | 'neither' | null,
): Pair {
  if (won === 'other') return pairOf(other, one);
  const pair = pairOf(one, other);
  return won === 'neither' ? { ...pair, rejected: pair.chosen } : pair;
}

function sideOf(
  batch: RecordBatch,
  { winner }: TaughtPlan,
  record: number,
): 'one' | 'other' | 'neither' {
  if (winner === null) return 'neither';
  const [value] = textsOf(batch.columns[winner.column] as TextColumn, record);
  const mark = lastMark(value ?? '');
  if (mark === winner.one) return 'one';
  return mark === winner.other ? 'other' : 'neither';
}

interface Pair {
  readonly shared: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Where a transcript as text changes to the model's side (as in HH-RLHF), or to the next paragraph. */
const BOUNDARY = /\n\n(?:[A-Z][a-z]+:)?/g;

/** Both sides of a pair often begin with the conversation up to where they part. */
function pairOf(chosen: string, rejected: string): Pair {
  const [one, other] = [parseConversation(chosen), parseConversation(rejected)];
  if (one !== undefined && other !== undefined) {
    const parting = one.findIndex((turn, at) => turn.text !== other[at]?.text);
    const from = parting === -1 ? one.length - 1 : parting;
    return {
      shared: one
        .slice(0, from)
        .map((turn) => turn.text)
        .join('\n'),
      chosen: spoken(one.slice(from)),
      rejected: spoken(other.slice(from)),
    };
  }
  let common = 0;
  while (common < chosen.length && chosen[common] === rejected[common]) common += 1;
  const last = [...chosen.slice(0, common).matchAll(BOUNDARY)].at(-1);
  const from = last === undefined ? 0 : last.index + last[0].length;
  return {
    shared: chosen.slice(0, from).trim(),
    chosen: chosen.slice(from).trim(),
    rejected: rejected.slice(from).trim(),
  };
}

function spoken(turns: readonly Turn[]): string {
  return turns
    .filter(({ taught }) => taught)
    .map(({ text }) => text)
    .join(TURN_GAP);
}

function textsOf(column: TextColumn, record: number): string[] {
  const { from, to } = valueRange(column, record);
  return Array.from({ length: to - from }, (_, at) => valueText(column, from + at));
}

function encode(texts: readonly string[]): JoinedText {
  const parts = texts.map((text) => Buffer.from(text));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, at) => {
    offsets[at + 1] = (offsets[at] as number) + part.length;
  });
  return { bytes: Uint8Array.from(Buffer.concat(parts)), offsets };
}
