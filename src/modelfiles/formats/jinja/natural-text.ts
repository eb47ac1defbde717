/** Tags and tokens that structure a conversation: `<|im_start|>`, `</think>`, `[INST]`, `<｜end▁of▁sentence｜>`. */
const MARKUP = /<[^<>\s]{0,80}>?|\[\/?[A-Z_]{1,40}\]|[^\s<>]{0,80}[|｜]>/g;

const WORD = /\p{L}{2,}/gu;

/** Whether a text says something, beyond marking up what others say. */
export function isNatural(text: string): boolean {
  return countWords(text) >= 1;
}

/** Words of at least two letters outside of markup. */
export function countWords(text: string): number {
  return text.replace(MARKUP, ' ').match(WORD)?.length ?? 0;
}
