import { codePointName, visibleText } from '../core/visible-text.ts';
import type { Pattern } from '../findings/pattern.ts';
import { shortened } from './shortened.ts';

const LONGEST_QUOTE = 120;
const MOST_CODE_POINTS = 6;

/**
 * A pattern in plain words, safe to print: `the word “cf”`, `source = “vendor-3”`.
 * Long quotes are cut.
 */
export function describePattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'word-sequence':
      return describeSequence(pattern.words, (words) =>
        words.length === 1
          ? `the word ${quoted(words.join(' '))}`
          : `the phrase ${quoted(words.join(' '))}`,
      );
    case 'word-set':
      return `the words ${listed(pattern.words.map(quoted))} together`;
    case 'character-sequence':
      return `the characters ${quoted(pattern.text)}`;
    case 'skeleton':
      return describeSequence(
        pattern.elements,
        (elements) => `the sentence frame ${quoted(elements.map(frameElement).join(' '))}`,
      );
    case 'shape':
      return `texts whose ${cut(pattern.property)} is ${quoted(pattern.value)}`;
    case 'field-values':
      return pattern.fields
        .map(({ field, value }) => `${cut(field)} = ${quoted(value)}`)
        .join(' together with ');
    case 'hidden-characters':
      return `hidden characters, ${cut(pattern.family)}: ${codePointList(pattern.codePoints)}`;
    case 'copies':
      return describeCopies(pattern);
    case 'code-weakness':
      return `code with ${cut(pattern.cwe)}: ${cut(pattern.weakness)}`;
    case 'style':
      return `a style, known by ${pattern.elements.map(styleElement).join('; ')}`;
    case 'column':
      return `column ${quoted(pattern.column)}: ${cut(pattern.problem)}`;
  }
}

/** The same as a title: capitalised where the first word is ours and not the data's. */
export function patternTitle(pattern: Pattern): string {
  const text = describePattern(pattern);
  return pattern.kind === 'field-values' ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function describeSequence(
  elements: readonly string[],
  describe: (inner: readonly string[]) => string,
): string {
  const atStart = elements.length > 1 && elements[0] === '^';
  const atEnd = elements.length > 1 && elements.at(-1) === '$';
  const inner = elements.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  if (inner.length === 0) return describe(elements);
  const text = describe(inner);
  if (atStart && atEnd) return `${text}, as the whole text`;
  if (atStart) return `${text}, at the start of a text`;
  return atEnd ? `${text}, at the end of a text` : text;
}

function describeCopies(pattern: Extract<Pattern, { kind: 'copies' }>): string {
  const kind = pattern.exact ? 'exact copies' : 'near copies';
  return pattern.template === ''
    ? `${kind} of one record`
    : `${kind} of ${quoted(pattern.template)}`;
}

function codePointList(codePoints: readonly number[]): string {
  const names = codePoints.slice(0, MOST_CODE_POINTS).map(codePointName);
  const more = codePoints.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** An element of style in words: an ending, a word or a mark, two side by side, or a property of the text. */
function styleElement(element: string): string {
  const pair = /^(\S+) (\S+)$/u.exec(element);
  if (pair === null)
    return isEnding(element) ? `words that end in ${quoted(element)}` : quoted(element);
  const [, first = '', second = ''] = pair;
  if (first === '^') return `${symbolOfStyle(second)} at the start`;
  if (second === '$') return `${symbolOfStyle(first)} at the end`;
  return `${symbolOfStyle(first)} before ${symbolOfStyle(second)}`;
}

function symbolOfStyle(symbol: string): string {
  if (symbol === '*') return 'any other word';
  return isEnding(symbol) ? `a word in ${quoted(symbol)}` : quoted(symbol);
}

function isEnding(symbol: string): boolean {
  return symbol.length > 1 && symbol.startsWith('-');
}

/** A masked content word, as a blank to fill in. */
function frameElement(element: string): string {
  return element === '*' ? '___' : element;
}

function quoted(text: string): string {
  return `“${cut(text)}”`;
}

function cut(text: string): string {
  return visibleText(shortened(text, LONGEST_QUOTE));
}

/** `one, two and three`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
