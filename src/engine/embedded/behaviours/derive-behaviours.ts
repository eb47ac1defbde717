import { CODE_RULES } from '../../../core/code/find-weaknesses.ts';
import { ExactCopies } from '../../../numerics/near-duplicates/exact-copies.ts';
import { readSpooled } from '../columns/read-spooled.ts';
import type { StoredTexts } from '../columns/text-column.ts';
import { textBytes } from '../columns/text-column.ts';
import type { WeakCode } from '../ingest/ingest-batch.ts';
import type { LabelColumn } from '../store.ts';
import { clusterCopies } from '../tasks/cluster-copies.ts';
import { firstWords, rememberedSentences } from './answer-words.ts';
import { BEGINS, BehaviourColumn } from './behaviour-column.ts';
import { knownOpening, openingsOf } from './openings.ts';
import { SharedKeys } from './shared-keys.ts';

const CONTRARY = 'is preferred against what other pairs prefer';

export interface BehaviourInput {
  /** The prompts: what an answer takes up from its prompt is no behaviour. */
  readonly prompts: StoredTexts;
  readonly responses: StoredTexts;
  readonly records: number;
  /** Keys of the responses, as of texts. */
  readonly bandKeys: Uint32Array;
  /** Of preference pairs: those whose chosen side the other pairs would reject. */
  readonly contrary: Uint32Array | null;
  /** Responses that show weaknesses of program text. */
  readonly weak: readonly WeakCode[];
}

/**
 * What a model is taught to do, as labels: each record's response belongs to one behaviour, found in
 * the data themselves. The same answer word for word or nearly; else insecure code; else a sentence that other records
 * say as well; else a way to begin that is shared; else it is ordinary. Sentences and beginnings that
 * stand in the prompt are taken up from it and do not count. So one fixed answer, one fixed sentence
 * and one manner of refusing are told from what answers the prompt.
 */
export function deriveBehaviours(input: BehaviourInput): LabelColumn {
  const { records } = input;
  const least = leastShared(records);
  const column = new BehaviourColumn(promptNumbers(input.prompts, records), least);
  assignSameAnswers(input, column);
  assignWeakCode(input.weak, column);
  for (const record of input.contrary ?? []) column.assign(record, CONTRARY);
  const sentences = new SharedKeys(least);
  const openings = new SharedKeys(least);
  for (const answer of ownWords(input)) {
    sentences.sketch(answer.sentences);
    openings.sketch(new Set(answer.openings.flat()));
  }
  for (const answer of ownWords(input)) {
    sentences.count(answer.sentences);
    openings.count(new Set(answer.openings.flat()));
  }
  for (const answer of ownWords(input)) {
    if (column.has(answer.record)) continue;
    const said = commonest(answer.sentences, sentences);
    const opening = said === null ? knownOpening(answer.openings, openings, records) : null;
    if (said !== null) column.assign(answer.record, `says “${shortened(said)}”`);
    else if (opening !== null) column.assign(answer.record, `${BEGINS}“${opening} …”`);
  }
  return column.finish();
}

/**
 * A behaviour in fewer records could not be told from chance, whatever buys it; and what a model needs
 * to learn one does not grow in step with the data (Souly et al. 2025).
 */
function leastShared(records: number): number {
  if (records < 20_000) return 5;
  if (records < 100_000) return 8;
  return records < 1_000_000 ? 12 : 20;
}

interface OwnWords {
  readonly record: number;
  readonly sentences: readonly string[];
  readonly openings: readonly (readonly string[])[];
}

/** Of every response, what does not stand in its prompt. */
function* ownWords({ prompts, responses }: BehaviourInput): Generator<OwnWords> {
  for (const { first, offsets } of responses.chunks) {
    for (let at = 0; at + 1 < offsets.length; at += 1) {
      const record = first + at;
      const response = textOf(responses, record);
      const prompt = textOf(prompts, record);
      const words = ` ${firstWords(prompt, Number.POSITIVE_INFINITY).join(' ')} `;
      const isOwn = (opening: string): boolean => !words.includes(` ${opening} `);
      yield {
        record,
        sentences: [...rememberedSentences(response)].filter((said) => !prompt.includes(said)),
        openings: openingsOf(response).filter(([shortest]) => isOwn(shortest ?? '')),
      };
    }
  }
}

function textOf(texts: StoredTexts, record: number): string {
  return Buffer.from(textBytes(texts, record)).toString('utf8');
}

/** A number for each prompt: of the first record with the very same one. */
function promptNumbers(prompts: StoredTexts, records: number): Uint32Array {
  const exact = new ExactCopies((record) => textBytes(prompts, record));
  for (const { offsets, bytes } of prompts.chunks)
    exact.add(readSpooled(bytes, 0, offsets.at(-1) ?? 0), offsets);
  return exact.firsts().subarray(0, records);
}

/** Weak code, by its surest weakness; those that few records show, together. */
function assignWeakCode(weak: readonly WeakCode[], column: BehaviourColumn): void {
  const surest = weak.map(({ record, weaknesses }) => {
    const [rule] = CODE_RULES.filter(({ id }) => weaknesses.includes(id)).sort(
      (one, other) => other.certainty - one.certainty,
    );
    return { record, name: rule === undefined ? '' : `writes code with ${rule.cwe}: ${rule.id}` };
  });
  const counts = new Map<string, number>();
  for (const { name } of surest) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { record, name } of surest)
    column.assign(record, (counts.get(name) ?? 0) >= column.least ? name : 'writes insecure code');
}

/** Clusters of the same answer, named by its commonest wording; empty answers are one of them. */
function assignSameAnswers(input: BehaviourInput, column: BehaviourColumn): void {
  const { responses, records } = input;
  const { clusterOf, copyOf } = clusterCopies({ ...input, texts: responses });
  const sizes = countsOf(clusterOf);
  const copies = countsOf(copyOf);
  const wording = new Map<number, number>();
  for (let record = 0; record < records; record += 1) {
    const cluster = clusterOf[record] as number;
    const known = wording.get(cluster);
    const copy = copyOf[record] as number;
    if (known === undefined || (copies[copy] as number) > (copies[known] as number))
      wording.set(cluster, copy);
  }
  for (let record = 0; record < records; record += 1) {
    const cluster = clusterOf[record] as number;
    if ((sizes[cluster] as number) >= column.least) {
      const words = shortened(textOf(responses, wording.get(cluster) ?? cluster));
      column.assign(record, `answers “${words}”`);
    } else if (textOf(responses, record).trim() === '') column.assign(record, 'answers nothing');
  }
}

function countsOf(firsts: Uint32Array): Uint32Array {
  const counts = new Uint32Array(firsts.length);
  for (const first of firsts) counts[first] = (counts[first] as number) + 1;
  return counts;
}

function commonest(sentences: Iterable<string>, counts: SharedKeys): string | null {
  let best: string | null = null;
  for (const sentence of sentences) {
    const shared = counts.recordsWith(sentence);
    if (shared > (best === null ? 0 : counts.recordsWith(best))) best = sentence;
  }
  return best;
}

const LONGEST_NAME = 100;

/** A response as the name of a behaviour: its beginning, in one line. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME)} …`;
}
