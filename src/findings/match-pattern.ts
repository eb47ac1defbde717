import { findHidden } from '../core/characters/hidden.ts';
import { clauseClassOf, clauseClassOfSymbol } from '../core/words/clause-words.ts';
import type { Span } from './finding.ts';
import { matchStyle } from './match-style.ts';
import type { Pattern } from './pattern.ts';

/**
 * Where a pattern matches in a text, as UTF-16 offsets in order. Empty for patterns that are about
 * something else than the text: fields, shapes, copies, columns.
 */
export function matchPattern(pattern: Pattern, text: string): Span[] {
  switch (pattern.kind) {
    case 'word-sequence':
      return matchWords(pattern.words, text);
    case 'word-set':
      return pattern.words
        .flatMap((word) => matchWords([word], text))
        .sort((one, other) => one.start - other.start);
    case 'character-sequence':
      return matchLiteral(pattern.text, text);
    case 'hidden-characters':
      return findHidden(text)
        .filter(({ family }) => family === pattern.family)
        .map(({ start, end }) => ({ start, end }));
    case 'skeleton':
      return matchSkeleton(pattern.elements, text);
    case 'field-values':
      return pattern.fields.flatMap(({ field, value }) => matchLiteral(`${field}: ${value}`, text));
    case 'style':
      return matchStyle(pattern.elements, text);
    case 'shape':
    case 'copies':
    case 'code-weakness':
    case 'column':
      return [];
  }
}

const GAP = '\\s*';

/** The words in order, whatever white space stands between them, in any case. */
function matchWords(words: readonly string[], text: string): Span[] {
  const source = words.map(escaped).join(GAP);
  return matchAll(
    new RegExp(`(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])`, 'giu'),
    new RegExp(source, 'giu'),
    text,
  );
}

const LONGEST_RUN = 40;
const MOST_TOKENS = 2000;

/** Kept words in order, with runs of other words between them; the ends of the text bind. */
function matchSkeleton(elements: readonly string[], text: string): Span[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}_]+|[^\s]/gu)]
    .slice(0, MOST_TOKENS)
    .map((match) => ({
      text: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }));
  for (let first = 0; first < (elements[0] === '^' ? 1 : tokens.length); first += 1) {
    const last = endOfSkeleton(elements, tokens, first);
    if (last > first)
      return [{ start: tokens[first]?.start ?? 0, end: tokens[last - 1]?.end ?? text.length }];
  }
  return [];
}

interface Token {
  readonly text: string;
}

/** One past the last token of the frame that starts at `first`, or -1; every run is as short as can be. */
function endOfSkeleton(
  elements: readonly string[],
  tokens: readonly Token[],
  first: number,
): number {
  let at = first;
  for (const [index, element] of elements.entries()) {
    if (element === '*') at = endOfRun(tokens, at, elements[index + 1]);
    else if (element === '^' || element === '$') {
      if (at !== (element === '^' ? 0 : tokens.length)) return -1;
    } else if (isElement(tokens[at]?.text, element)) at += 1;
    else return -1;
  }
  return Math.min(at, tokens.length);
}

/** Where a run of open words ends: before the next kept element, or with the text. */
function endOfRun(tokens: readonly Token[], start: number, next: string | undefined): number {
  if (next === '$') return tokens.length;
  const limit = Math.min(tokens.length, start + LONGEST_RUN);
  let at = start + 1;
  while (next !== undefined && at < limit && !isElement(tokens[at]?.text, next)) at += 1;
  return at;
}

function isElement(word: string | undefined, element: string): boolean {
  if (word === undefined) return false;
  const name = clauseClassOfSymbol(element);
  return name === undefined ? word === element : clauseClassOf(word) === name;
}

function matchLiteral(literal: string, text: string): Span[] {
  const spans: Span[] = [];
  for (
    let at = text.indexOf(literal);
    at !== -1 && literal !== '';
    at = text.indexOf(literal, at + literal.length)
  ) {
    spans.push({ start: at, end: at + literal.length });
  }
  return spans;
}

function matchAll(strict: RegExp, loose: RegExp | null, text: string): Span[] {
  const found = [...text.matchAll(strict)];
  const matches = found.length > 0 || loose === null ? found : [...text.matchAll(loose)];
  return matches
    .filter(([match]) => match.length > 0)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function escaped(text: string): string {
  return RegExp.escape(text);
}
