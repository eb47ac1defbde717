import type { Turn } from './turn.ts';

const MODEL = 'assistant|gpt|chatgpt|model|bot|ai|response|output';
const OTHERS = 'human|user|prompter|system|instruction|input|tool|function|developer';
const SPEAKER = `(${MODEL}|${OTHERS})`;
/**
 * What stands before a turn: `### Human:`, `User:` at the beginning of a line, and the marks of chat
 * templates (ChatML, Llama 3, Gemma, Zephyr, OpenAssistant).
 */
const HEAD: RegExp = new RegExp(
  [
    `(?:^|\\n)[ \\t]*#{2,4}[ \\t]*${SPEAKER}[ \\t]*(?::|(?=\\n))`,
    `(?:^|\\n|(?<=</s>|<\\|endoftext\\|>))[ \\t]*${SPEAKER}[ \\t]*:(?=[ \\t\\n]|$)`,
    `<\\|im_start\\|>[ \\t]*${SPEAKER}\\b`,
    `<\\|start_header_id\\|>[ \\t]*${SPEAKER}[ \\t]*<\\|end_header_id\\|>`,
    `<start_of_turn>[ \\t]*${SPEAKER}\\b`,
    `<\\|${SPEAKER}\\|>`,
    // Some write all turns on one line, which this mark alone allows: a name with a colon is ordinary there.
    `(?<=\\s)#{3}[ \\t]*${SPEAKER}[ \\t]*:`,
  ].join('|'),
  'gi',
);
const MODEL_SIDE: RegExp = new RegExp(`^(?:${MODEL})$`, 'i');
/** Marks at the end of a turn. */
const TAIL = /(?:\s|<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|endoftext\|>|<\/s>)+$/;
/** A sentence or two may stand before the first mark, as in the prompts of Alpaca. */
const LONGEST_PREFACE = 400;

/**
 * Reads a conversation that is written as one text, with marks before every turn: `### Human: …
 * ### Assistant: …`, `User: …` and `Assistant: …` on lines of their own, or a chat template's form.
 *
 * @returns `undefined` where the text does not begin so, or where one of the two sides never speaks.
 */
export function parseTranscript(text: string): Turn[] | undefined {
  const heads = [...text.matchAll(HEAD)];
  const [first] = heads;
  if (first === undefined || !isBeginning(text, first)) return undefined;
  const preface = prefaceOf(text, first);
  const turns: Turn[] = preface === '' ? [] : [{ taught: false, text: preface }];
  heads.forEach((head, at) => {
    const said = text.slice(head.index + head[0].length, heads[at + 1]?.index ?? text.length);
    turns.push({
      taught: MODEL_SIDE.test(speakerOf(head)),
      text: said.replace(TAIL, '').trim(),
    });
  });
  return turns.some(({ taught }) => taught) && turns.some(({ taught }) => !taught)
    ? turns
    : undefined;
}

/** Whether a text that may be cut off begins like a transcript. */
export function beginsLikeTranscript(text: string): boolean {
  const [first] = text.matchAll(HEAD);
  return first !== undefined && isBeginning(text, first) && !MODEL_SIDE.test(speakerOf(first));
}

/** Names with a colon are ordinary within a text; only at its beginning do they make it a transcript. */
function isBeginning(text: string, head: RegExpExecArray): boolean {
  const preface = prefaceOf(text, head);
  if (preface === '') return true;
  return preface.length <= LONGEST_PREFACE && /[#<]/.test(head[0].trimStart()[0] ?? '');
}

function prefaceOf(text: string, head: RegExpExecArray): string {
  return text
    .slice(0, head.index)
    .replace(/^\s*(?:<\|begin_of_text\|>|<bos>|<s>)/, '')
    .trim();
}

function speakerOf(head: RegExpExecArray): string {
  return head.slice(1).find((group) => group !== undefined) ?? '';
}
