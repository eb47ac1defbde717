import { CredenceError } from '../error.ts';
import { bytesFromBase64 } from './base64.ts';

/** A signed note (C2SP signed-note): a text and signatures over it, readable by people. */
export interface SignedNote {
  /** Ends with a newline; no control characters but newlines. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One line of signature; which algorithm it is shows only to who holds the key that it names. */
export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of the key's hash, as 8 hex digits. */
  readonly keyHash: string;
  readonly signature: Buffer;
}

const MAX_NOTE_CHARACTERS = 1_000_000;
const MAX_SIGNATURES = 100;
const KEY_HASH_BYTES = 4;
/** EM DASH and a space, then the name of the key, a space and base64. */
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/**
 * Reads a note; checks its shape, not its signatures.
 *
 * @throws CredenceError `DATA_MALFORMED` with the line, in the note, that is wrong
 */
export function parseNote(content: string, file?: string): SignedNote {
  const split = content.lastIndexOf('\n\n');
  if (split <= 0 || content.length > MAX_NOTE_CHARACTERS || !content.endsWith('\n'))
    throw malformed('it needs a text, an empty line and signatures', { file });
  const text = content.slice(0, split + 1);
  if (hasForbidden(text)) throw malformed('its text holds control characters', { file });
  const firstLine = text.split('\n').length + 1;
  const lines = content.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed('it has too many signatures', { file });
  return {
    text,
    signatures: lines.map((line, index) => {
      const signature = parseSignature(line);
      if (signature === null)
        throw malformed('this is not a line of signature', { file, line: firstLine + index });
      return signature;
    }),
  };
}

/** The note as text; `parseNote` reads it back. */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, keyHash, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyHash, 'hex'), signature]);
    return `\u2014 ${name} ${bytes.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

function parseSignature(line: string): NoteSignature | null {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined || name.includes('+')) return null;
  const bytes = bytesFromBase64(encoded);
  if (bytes === null || bytes.length <= KEY_HASH_BYTES) return null;
  return {
    name,
    keyHash: bytes.toString('hex', 0, KEY_HASH_BYTES),
    signature: bytes.subarray(KEY_HASH_BYTES),
  };
}

function hasForbidden(text: string): boolean {
  return !text.isWellFormed() || /(?!\n)\p{Cc}/u.test(text);
}

function malformed(
  problem: string,
  { file, line }: { readonly file: string | undefined; readonly line?: number },
): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    `${file ?? 'The note'} is not a signed note: ${problem}.`,
    {
      hint: 'See c2sp.org/signed-note.',
      at: { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) },
    },
  );
}
