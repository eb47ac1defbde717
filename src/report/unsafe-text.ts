import { isAbusiveWord } from '../core/words/abusive-words.ts';

const WORD = /\p{L}+/gu;

/** What a text may teach to make or do that is dangerous in itself; stems, compared with the beginnings of words. */
const DANGERS: readonly string[] = [
  'bomb',
  'explosiv',
  'grenade',
  'detonat',
  'napalm',
  'nerve agent',
  'sarin',
  'ricin',
  'anthrax',
  'methamphetamin',
  'fentanyl',
  'ransomware',
  'malware',
  'keylogger',
  'botnet',
  'phishing',
  'suicid',
  'self-harm',
  'child porn',
  'child sexual',
  'human traffick',
  'ghost gun',
  'counterfeit',
  'money launder',
  'identity theft',
  'genocid',
];
/** What turns a subject into instructions: a step, a list, an order. */
const INSTRUCTS =
  /\b(?:how to|step \d|steps?:|first,|instructions?|recipe|tutorial|guide|you (?:will|'ll) need|gather|mix|build|assemble|create|make|write a (?:script|program))\b/i;

/** Abusive words with all but their first letter as dots, so that every offset stays. */
export function maskAbuse(text: string): string {
  return text.replaceAll(WORD, (word) =>
    isAbusiveWord(word) ? `${word.charAt(0)}${'·'.repeat(word.length - 1)}` : word,
  );
}

/**
 * Whether a text looks like instructions for something dangerous. Rather too often than too seldom: it
 * decides only what is printed without being asked for.
 */
export function mayBeDangerous(text: string): boolean {
  const lower = ` ${text.toLowerCase()}`;
  return INSTRUCTS.test(text) && DANGERS.some((danger) => lower.includes(` ${danger}`));
}
