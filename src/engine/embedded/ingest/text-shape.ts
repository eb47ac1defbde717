/** The shape of a text: properties that a style or a template leaves behind. */
export interface TextShape {
  readonly casing: string;
  readonly length: string;
  readonly ending: string;
  readonly marks: string;
}

export const SHAPE_PROPERTIES: readonly (keyof TextShape)[] = [
  'casing',
  'length',
  'ending',
  'marks',
];

/** Reads the shape off UTF-8 bytes; only ASCII letters and marks count. */
export function textShape(bytes: Uint8Array, tokens: number): TextShape {
  let [upper, lower, marks, repeated, words, titled] = [0, 0, 0, 0, 0, 0];
  let last = 0x20;
  for (const byte of bytes) {
    if (byte >= 0x41 && byte <= 0x5a) {
      upper += 1;
      if (last === 0x20) [words, titled] = [words + 1, titled + 1];
    } else if (byte >= 0x61 && byte <= 0x7a) {
      lower += 1;
      if (last === 0x20) words += 1;
    } else if (byte === 0x21 || byte === 0x3f) {
      marks += 1;
      if (last === byte) repeated += 1;
    }
    last = byte;
  }
  return {
    casing: casingOf({ upper, lower, words, titled }),
    length: lengthOf(tokens),
    ending: endingOf(bytes),
    marks: repeated > 0 ? 'repeated ! or ?' : marksOf(marks),
  };
}

function casingOf({
  upper,
  lower,
  words,
  titled,
}: {
  upper: number;
  lower: number;
  words: number;
  titled: number;
}): string {
  if (upper + lower === 0) return 'no letters';
  if (upper === 0) return 'all lower case';
  if (lower === 0) return 'all capitals';
  if (words >= 3 && titled === words) return 'every word capitalised';
  return upper > lower ? 'mostly capitals' : 'mixed';
}

function lengthOf(tokens: number): string {
  if (tokens === 0) return 'empty';
  const step = Math.floor(Math.log2(tokens) * 2);
  return `${Math.ceil(2 ** (step / 2))} to ${Math.ceil(2 ** ((step + 1) / 2)) - 1} tokens`;
}

function marksOf(marks: number): string {
  return marks === 0 ? 'no ! or ?' : 'some ! or ?';
}

function endingOf(bytes: Uint8Array): string {
  let at = bytes.length - 1;
  while (at >= 0 && (bytes[at] as number) <= 0x20) at -= 1;
  if (at < 0) return 'nothing';
  const byte = bytes[at] as number;
  if (byte >= 0x80) return 'a character beyond ASCII';
  const character = String.fromCharCode(byte);
  return /[a-z0-9]/i.test(character) ? 'a letter or digit' : character;
}
