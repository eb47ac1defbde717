import { FUNCTION_WORDS } from '../../../core/words/function-words.ts';
import { loadChunks, type SequenceColumn } from '../columns/sequence-column.ts';
import { type LabelColumn, outcomesOf, tokenText, type Vocabulary } from '../store.ts';

/** Share of all words that the function words of English hold in English text; it is a third and more. */
const ENGLISH = 0.15;
/** In other languages: about as many words as a language has function words, by frequency. */
const FRAME_WORDS = 150;
const CANDIDATES = 400;
/** A word whose records mostly have one label, far above its share, is a topic, not a frame. */
const TOPIC_SHARE = 0.5;
const TOPIC_LIFT = 3;

export interface FrameInput {
  readonly vocabulary: Omit<Vocabulary, 'frameTokens'>;
  readonly tokens: SequenceColumn;
  readonly labels: LabelColumn;
}

/**
 * Marks punctuation and function words: those of English where the text is English, else the
 * commonest words that are no topic of any label.
 */
export function frameTokens({ vocabulary, tokens, labels }: FrameInput): Uint8Array {
  const frame = new Uint8Array(new SharedArrayBuffer(vocabulary.size));
  frame.set(vocabulary.punctuation);
  const english = functionWords(vocabulary);
  if (english !== null) {
    for (const id of english) frame[id] = 1;
    return frame;
  }
  const topics = topicWords({ vocabulary, tokens, labels });
  for (
    let id = 0, words = 0;
    id < Math.min(vocabulary.size, CANDIDATES) && words < FRAME_WORDS;
    id += 1
  ) {
    if (frame[id] === 1 || topics.has(id)) continue;
    frame[id] = 1;
    words += 1;
  }
  return frame;
}

/** Ids of English function words, or `null` where they are too rare for English. */
function functionWords(vocabulary: FrameInput['vocabulary']): number[] | null {
  const found: number[] = [];
  let [occurrences, words] = [0, 0];
  for (let id = 0; id < vocabulary.size; id += 1) {
    if (vocabulary.punctuation[id] === 1) continue;
    words += vocabulary.frequency[id] as number;
    const length = (vocabulary.offsets[id + 1] as number) - (vocabulary.offsets[id] as number);
    if (length > LONGEST_FUNCTION_WORD || !FUNCTION_WORDS.has(tokenText(vocabulary, id))) continue;
    occurrences += vocabulary.frequency[id] as number;
    found.push(id);
  }
  return occurrences >= ENGLISH * words ? found : null;
}

const LONGEST_FUNCTION_WORD = 12;

function topicWords({ vocabulary, tokens, labels }: FrameInput): Set<number> {
  const width = outcomesOf(labels);
  if (width === 0) return new Set();
  const counts = new Uint32Array(CANDIDATES * width);
  const totals = new Uint32Array(CANDIDATES);
  for (const { first, ends, ids } of loadChunks(tokens)) {
    let start = 0;
    ends.forEach((end, index) => {
      const record = first + index;
      const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
      const label = labels.ends[record] === from ? -1 : (labels.ids[from] as number);
      for (let at = start; at < end && label !== -1; at += 1) {
        const token = ids[at] as number;
        if (token >= CANDIDATES) continue;
        counts[token * width + label] = (counts[token * width + label] as number) + 1;
        totals[token] = (totals[token] as number) + 1;
      }
      start = end;
    });
  }
  const all = labels.counts.reduce((sum, count) => sum + count, 0);
  const topics = new Set<number>();
  for (let token = 0; token < Math.min(CANDIDATES, vocabulary.size); token += 1) {
    for (let label = 0; label < width; label += 1) {
      const share =
        (counts[token * width + label] as number) / Math.max(1, totals[token] as number);
      if (share >= TOPIC_SHARE && share * all >= TOPIC_LIFT * (labels.counts[label] as number))
        topics.add(token);
    }
  }
  return topics;
}
