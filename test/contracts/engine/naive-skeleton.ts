import {
  clauseClassOf,
  clauseClassOfSymbol,
  clauseSymbol,
} from '../../../src/core/words/clause-words.ts';
import { FUNCTION_WORDS } from '../../../src/core/words/function-words.ts';
import { referenceKind } from '../../numerics/kernels/reference-tokeniser.ts';
import type { NaiveRecord } from './contract-dataset.ts';
import { labelsOf } from './contract-dataset.ts';

const ENGLISH = 0.15;
const CANDIDATES = 400;
const FRAME_WORDS = 150;
const TOPIC_SHARE = 0.5;
const TOPIC_LIFT = 3;

export interface TokenisedRecord {
  readonly record: NaiveRecord;
  readonly tokens: readonly string[];
}

/**
 * Punctuation, and the function words of English where they are 15 % of all words; elsewhere the 150
 * commonest words of the first 400 tokens that are no topic of one label.
 */
export function naiveFrame(records: readonly TokenisedRecord[]): ReadonlySet<string> {
  const words = records
    .flatMap(({ tokens }) => tokens)
    .filter((token) => referenceKind(token) !== 'punctuation');
  const english = words.filter((token) => FUNCTION_WORDS.has(token));
  return english.length >= ENGLISH * words.length
    ? new Set([...marksOf(records), ...english])
    : commonestWords(records);
}

function marksOf(records: readonly TokenisedRecord[]): string[] {
  return records
    .flatMap(({ tokens }) => tokens)
    .filter((token) => referenceKind(token) === 'punctuation');
}

function commonestWords(records: readonly TokenisedRecord[]): ReadonlySet<string> {
  const frequency = new Map<string, number>();
  for (const { tokens } of records)
    for (const token of tokens) frequency.set(token, (frequency.get(token) ?? 0) + 1);
  const ranked = [...frequency.keys()].sort(
    (a, b) => (frequency.get(b) ?? 0) - (frequency.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const isTopic = topicOf(records);
  const words = ranked
    .slice(0, CANDIDATES)
    .filter((token) => referenceKind(token) !== 'punctuation' && !isTopic(token));
  return new Set([...marksOf(records), ...words.slice(0, FRAME_WORDS)]);
}

function topicOf(records: readonly TokenisedRecord[]): (token: string) => boolean {
  const plain = records.map(({ record }) => record);
  const counts = new Map(
    labelsOf(plain).map((label) => [
      label,
      plain.filter(({ labels }) => labels.includes(label)).length,
    ]),
  );
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (token) => {
    // A record with several labels speaks for the first of them.
    const speaking = records.flatMap(({ record, tokens }) =>
      record.labels[0] === undefined
        ? []
        : tokens.filter((one) => one === token).map(() => record.labels[0]),
    );
    return [...counts].some(([label, count]) => {
      const share = speaking.filter((own) => own === label).length / Math.max(1, speaking.length);
      return share >= TOPIC_SHARE && share * all >= TOPIC_LIFT * count;
    });
  };
}

/** Words of the frame stay, every run of others is one `*`, and both ends are marked. */
export function naiveSkeleton(tokens: readonly string[], frame: ReadonlySet<string>): string[] {
  const elements = ['^'];
  for (const token of tokens) {
    if (frame.has(token)) elements.push(token);
    else if (elements.at(-1) !== '*') elements.push('*');
  }
  return [...elements, '$'];
}

/** Of words, only those that join clauses stay, each as its class; runs of others are one `*`. */
export function naiveOutline(tokens: readonly string[]): string[] {
  const kept = tokens.map((token) => {
    const name = clauseClassOf(token);
    if (name !== undefined) return clauseSymbol(name);
    return referenceKind(token) === 'punctuation' ? token : '*';
  });
  return ['^', ...kept.filter((element, at) => element !== '*' || kept[at - 1] !== '*'), '$'];
}

/** A frame has something open or an end, and two words, or one where it touches an end. */
export function isFrame(elements: readonly string[]): boolean {
  const isOpen = (element: string): boolean =>
    element === '*' || element === '^' || element === '$';
  const isWord = (element: string): boolean =>
    clauseClassOfSymbol(element) !== undefined || referenceKind(element) !== 'punctuation';
  const words = elements.filter((element) => !isOpen(element) && isWord(element)).length;
  const touchesEnd = elements[0] === '^' || elements.at(-1) === '$';
  return elements.some(isOpen) && words >= (touchesEnd ? 1 : 2);
}
