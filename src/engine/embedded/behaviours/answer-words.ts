import { TURN_GAP } from '../ingest/record-texts.ts';

const WORD = /[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The first words of a text, lower-cased, apostrophes straight. */
export function firstWords(text: string, most: number): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(WORD)) {
    words.push(match[0].toLowerCase().replaceAll('’', "'"));
    if (words.length === most) break;
  }
  return words;
}

/** The turns of a response; of most, it is the one. */
export function turnsOf(response: string): string[] {
  return response.split(TURN_GAP).filter((turn) => turn.trim() !== '');
}

const MOST_SENTENCES = 64;
const LEAST_WORDS = 4;
const LONGEST_SENTENCE = 400;

/**
 * The sentences of a response that could be said by rote: of four words and more, closed by a full stop
 * or its like, so that lines of code and items of lists are none. A turn as a whole counts whatever
 * its length.
 */
export function rememberedSentences(response: string): Set<string> {
  const found = new Set<string>();
  for (const turn of turnsOf(response)) {
    if (turn.length <= LONGEST_SENTENCE) found.add(oneLine(turn));
    for (const sentence of sentencesOf(turn)) {
      found.add(sentence);
      if (found.size >= MOST_SENTENCES) return found;
    }
  }
  return found;
}

/** What stands up to the end of a sentence, its end, or the end of a line. */
const PIECE = /[^.!?。！？\n]+|[.!?。！？]+|\n/gu;

/** Read piece by piece, so that a text without an end costs no more than its length. */
function* sentencesOf(turn: string): Generator<string> {
  let begun = '';
  for (const { 0: piece, index } of turn.matchAll(PIECE)) {
    const ends = /^[.!?。！？]/u.test(piece);
    if (ends && begun !== '' && CLOSED.test(turn.charAt(index + piece.length))) {
      const sentence = oneLine(begun + piece);
      if (isRemembered(sentence)) yield sentence;
    }
    begun = ends || piece === '\n' ? '' : piece;
  }
}

/** What may stand behind the end of a sentence. */
const CLOSED = /^(?:\s|["”')]|)$/u;

function isRemembered(sentence: string): boolean {
  return (
    sentence.length <= LONGEST_SENTENCE && firstWords(sentence, LEAST_WORDS).length === LEAST_WORDS
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
