import type { JudgedRun } from '../judge/judged-run.ts';
import { Kind, kindOf, type Value } from '../value.ts';

/** `bytearray(_codecs.encode('…', 'latin1'))` is what a writer needs; nobody needs much more. */
const MOST_CALLS = 4;

/**
 * The constant that holds what a value of bytes consists of: itself, or the text that protocols
 * below 3 encode as Latin-1 (`_codecs.encode`), one character a byte. `null` for other values.
 */
export function contentOfBytes(value: Value, judged: JudgedRun): Value | null {
  let content = value;
  for (let calls = 0; kindOf(content) === Kind.Object; calls++) {
    const className = judged.className(content);
    if (className !== 'builtins:bytes' && className !== 'builtins:bytearray') return null;
    const [inner] = judged.tuple(judged.maker(content).argument) ?? [];
    if (inner === undefined || calls === MOST_CALLS) return null;
    content = inner;
    if (kindOf(content) === Kind.Text) return content;
  }
  const kind = kindOf(content);
  return kind === Kind.Bytes || kind === Kind.ByteArray || kind === Kind.Text8 ? content : null;
}
