import type { ClauseWord } from './clause-words.ts';

/** A run of words that a reader takes as one: a sentence, a line, a cell of a table. */
export interface Clause {
  /** Indexes of its first word and one past its last. */
  readonly first: number;
  readonly last: number;
}

const SENTENCE_ENDS: ReadonlySet<string> = new Set('.!?…。！？');
/** Marks that part cells, labels, list items and markup. Quotes and brackets stand within clauses. */
const SEPARATORS: ReadonlySet<string> = new Set('|•·<>*#:;`{}~\\');
const CLOSING: ReadonlySet<string> = new Set('"”\'’)]');
/** So much white space within a line is a gap between cells. */
const GAP = 3;
/** A clause longer than this is cut. */
const LONGEST = 80;

/** Cuts words into clauses: at sentence ends, line ends, gaps, and marks that part cells and markup. */
export function cutClauses(words: readonly ClauseWord[]): Clause[] {
  const clauses: Clause[] = [];
  let first = 0;
  const close = (last: number): void => {
    if (last > first) clauses.push({ first, last });
    first = last;
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as ClauseWord;
    const gap = at > first && word.start - (words[at - 1] as ClauseWord).end >= GAP;
    if (word.newLine || gap || at - first >= LONGEST) close(at);
    if (word.kind !== 'mark' || bindsWithin(words, at)) continue;
    if (SENTENCE_ENDS.has(word.text)) {
      let last = at + 1;
      while (CLOSING.has(words[last]?.text ?? '') && words[last]?.start === words[last - 1]?.end)
        last += 1;
      close(last);
    } else if (SEPARATORS.has(word.text)) {
      close(word.text === ':' ? at + 1 : at);
      first = at + 1;
    }
  }
  close(words.length);
  return clauses;
}

/** A mark with no space around it belongs to a number, an address or a name: 2.000, example.com. */
function bindsWithin(words: readonly ClauseWord[], at: number): boolean {
  const [before, mark, after] = [words[at - 1], words[at] as ClauseWord, words[at + 1]];
  if (before === undefined || after === undefined) return false;
  return (
    before.end === mark.start &&
    after.start === mark.end &&
    before.kind !== 'mark' &&
    after.kind !== 'mark' &&
    !(after.capital && mark.text === '.')
  );
}

/**
 * Where within a clause another could begin: at a capital that is followed by lower case, when what
 * stands before it ends nothing. Honest text begins no sentence so, but one put in anywhere does.
 */
export function innerStarts(words: readonly ClauseWord[], { first, last }: Clause): number[] {
  const starts: number[] = [];
  for (let at = first + 1; at + 1 < last; at += 1) {
    const [word, after] = [words[at] as ClauseWord, words[at + 1] as ClauseWord];
    if (word.capital && after.kind === 'word' && !after.capital) starts.push(at);
  }
  return starts;
}
