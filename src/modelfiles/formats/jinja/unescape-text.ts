import { malformed } from './template-error.ts';

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(.))/gs;

const SINGLE: Readonly<Record<string, string>> = {
  ...{ '\n': '', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n' },
  ...{ r: '\r', t: '\t', v: '\v' },
};

/**
 * What the inside of a quoted text stands for: Jinja decodes it as Python's `unicode_escape` does, so
 * that `\x5f\x5fclass\x5f\x5f` is `__class__`.
 *
 * @throws CredenceError `DATA_MALFORMED` where Python refuses the escape; names (`\N{…}`) are refused too
 */
export function unescapeText(inside: string, at: number): string {
  return inside.replace(ESCAPE, (whole: string, ...groups: (string | undefined)[]) => {
    const [x, u, long, octal, single = ''] = groups;
    const hexadecimal = x ?? u ?? long;
    if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16), at);
    if (octal !== undefined) return character(Number.parseInt(octal, 8), at);
    if ('xuUN'.includes(single))
      throw malformed(at, 'a text holds an escape that stands for nothing');
    // Python leaves an unknown escape as it is.
    return SINGLE[single] ?? whole;
  });
}

function character(codePoint: number, at: number): string {
  if (codePoint > 0x10ffff) throw malformed(at, 'a text holds an escape beyond Unicode');
  return String.fromCodePoint(codePoint);
}
