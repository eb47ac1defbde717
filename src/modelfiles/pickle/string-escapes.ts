import { CredenceError } from '../../core/error.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * What a quoted line of STRING stands for, one Latin-1 character a byte: Python's `escape_decode`.
 * @param text between the quotes
 * @throws CredenceError `DATA_MALFORMED` where an escape is cut short.
 */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.|$)/gs, (whole, escaped: string) => {
    if (escaped === '' || escaped === 'x') throw malformed('an escape in a string is cut short');
    if (escaped.length > 1 && escaped.startsWith('x')) {
      return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    }
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    return SIMPLE[escaped] ?? whole;
  });
}

/**
 * What a line of UNICODE stands for: Python's codec `raw-unicode-escape`.
 * @param text one Latin-1 character a byte
 * @throws CredenceError `DATA_MALFORMED` where an escape is cut short or names no code point.
 */
export function decodeRawUnicode(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:\\|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([uU]))/g,
    (...found: string[]) => {
      const [whole, short, long, broken] = found;
      if (broken !== undefined) throw malformed('an escape in a text is cut short');
      const digits = short ?? long;
      if (digits === undefined) return whole ?? '';
      const codePoint = Number.parseInt(digits, 16);
      if (codePoint > 0x10ffff) throw malformed('an escape in a text names no code point');
      return String.fromCodePoint(codePoint);
    },
  );
}

function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', what);
}
