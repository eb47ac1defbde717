import type { JudgedRun } from '../judge/judged-run.ts';
import { Kind, kindOf, type Value } from '../value.ts';

/**
 * The constant that holds what a value of bytes consists of: itself, or the text that protocols
 * below 3 encode as Latin-1 (`_codecs.encode`), one character a byte. `null` for other values.
 */
export function contentOfBytes(value: Value, judged: JudgedRun): Value | null {
  switch (kindOf(value)) {
    case Kind.Bytes:
    case Kind.ByteArray:
    case Kind.Text8:
      return value;
    case Kind.Object: {
      const className = judged.className(value);
      if (className !== 'builtins:bytes' && className !== 'builtins:bytearray') return null;
      const [content] = judged.tuple(judged.maker(value).argument) ?? [];
      if (content === undefined) return null;
      return kindOf(content) === Kind.Text ? content : contentOfBytes(content, judged);
    }
    default:
      return null;
  }
}
