import { type ClauseWord, clauseWords } from '../../../core/clauses/clause-words.ts';
import { type Clause, cutClauses } from '../../../core/clauses/clauses.ts';
import {
  decodedTexts,
  type HiddenBy,
  type HiddenStretch,
  hiddenStretches,
} from '../../../core/clauses/hidden-markup.ts';

/** What a reader sees of a text, or one of the stretches that its markup hides. */
export interface TextPart {
  readonly words: readonly ClauseWord[];
  readonly clauses: readonly Clause[];
  /** Where the part begins in the text. */
  readonly offset: number;
  readonly hidden: HiddenPart | null;
}

interface HiddenPart {
  readonly by: HiddenBy;
  readonly text: string;
  /** How much of the text it takes; more than its own length where it stands encoded. */
  readonly length: number;
}

const MOST_WORDS = 20_000;
/** So many hidden stretches of a text are looked at one by one. */
const MOST_HIDDEN = 1000;

/** The visible part first. */
export function textParts(text: string): TextPart[] {
  const stretches = hiddenStretches(text).slice(0, MOST_HIDDEN);
  const visible = stretches.length === 0 ? text : withoutStretches(text, stretches);
  const hidden = [
    ...stretches.map(({ start, end, by }) => ({ start, end, by, text: text.slice(start, end) })),
    ...decodedTexts(text).map((decoded) => ({ ...decoded, by: 'encoding' as const })),
  ];
  return [
    partOf(visible, 0, null),
    ...hidden
      .map(({ start, end, by, text: content }) =>
        partOf(content, start, { by, text: content, length: end - start }),
      )
      .filter(({ words }) => words.length > 0),
  ];
}

function partOf(text: string, offset: number, hidden: HiddenPart | null): TextPart {
  const words = clauseWords(text, MOST_WORDS);
  return { words, clauses: cutClauses(words), offset, hidden };
}

/** The text with blanks where it is hidden, so that every other place stays where it is. */
function withoutStretches(text: string, stretches: readonly HiddenStretch[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    if (end <= at) continue;
    pieces.push(text.slice(at, Math.max(at, start)), ' '.repeat(end - Math.max(at, start)));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
