import { beginsLikeTranscript, parseTranscript } from './transcript.ts';
import type { Turn } from './turn.ts';

/** Names for the model's side, in bare lower case: OpenAI, ShareGPT, Vicuna, Gemini, OpenAssistant. */
const MODEL_SIDES: ReadonlySet<string> = new Set([
  'assistant',
  'gpt',
  'model',
  'bot',
  'chatgpt',
  'bard',
  'bing',
  'ai',
]);
const SPEAKERS = ['role', 'from', 'speaker', 'author'] as const;
const WORDS = ['content', 'value', 'text', 'message', 'parts'] as const;

/**
 * Reads a list of turns, as readers hand it over: JSON such as `[{"role":"user","content":"…"}, …]`
 * (chat messages) or `[{"from":"human","value":"…"}, …]` (ShareGPT).
 *
 * @returns `undefined` where the text is no such list.
 */
export function parseConversation(text: string): Turn[] | undefined {
  if (!text.startsWith('[')) return undefined;
  const turns = parseJson(text);
  if (!Array.isArray(turns) || turns.length === 0) return undefined;
  const read = turns.map(turnOf);
  return read.every((turn) => turn !== undefined) ? read : undefined;
}

/** Turns of a column of conversations: a list of turns, or a transcript with marks before each. */
export function parseTurns(text: string): Turn[] | undefined {
  return parseConversation(text) ?? parseTranscript(text);
}

const NEARLY_ALL = 0.9;
/** Values that are longer may be cut off before the other side speaks. */
const LONG = 1000;

/** Whether nearly all of a column's first values are transcripts: one text with marks before every turn. */
export function holdsTranscripts(values: readonly string[]): boolean {
  const told = values.filter((value) => value !== '');
  const likely = told.filter(
    (value) =>
      parseTranscript(value) !== undefined || (value.length >= LONG && beginsLikeTranscript(value)),
  );
  return told.length > 0 && likely.length >= NEARLY_ALL * told.length;
}

/** Whether a column's first values are conversations; long ones may be cut off, and still begin like one. */
export function holdsConversations(values: readonly string[]): boolean {
  const told = values.filter((value) => value !== '');
  if (told.length === 0 || !told.every((value) => value.startsWith('[{'))) return false;
  const likely = told.filter(
    (value) => parseConversation(value) !== undefined || BEGINNING.test(value),
  );
  return likely.length >= NEARLY_ALL * told.length;
}

/** A turn in canonical JSON: its members in alphabetical order, in front of a value that may be long. */
const BEGINNING =
  /^\[\{(?:"content":".*"role":"\w+"|"from":"\w+","value":"|"content":"[^"]|"role":"\w+","content":"|"parts":\[)/s;

function turnOf(value: unknown): Turn | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  const speaker = textOf(members, SPEAKERS);
  const text = textOf(members, WORDS);
  if (speaker === undefined || text === undefined) return undefined;
  return { taught: MODEL_SIDES.has(speaker.trim().toLowerCase()), text };
}

function textOf(
  members: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const value = members[name];
    if (typeof value === 'string') return value;
    // Some formats put a message into parts, text and others.
    if (Array.isArray(value)) return partsText(value);
    if (value === null) return '';
  }
  return undefined;
}

function partsText(parts: readonly unknown[]): string {
  return parts
    .flatMap((part) => {
      if (typeof part === 'string') return [part];
      if (typeof part !== 'object' || part === null) return [];
      const { text } = part as { readonly text?: unknown };
      return typeof text === 'string' ? [text] : [];
    })
    .join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
