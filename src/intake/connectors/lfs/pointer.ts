import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

/** What git keeps in place of a large file (git-lfs specification, "The Pointer"). */
export interface LfsPointer {
  readonly sha256: string;
  readonly size: number;
}

const LARGEST = 1024;
const FIRST_LINE = 'version https://git-lfs.github.com/spec/v1';

/** Whether bytes could be a pointer: the specification bounds their length. */
export function mayBePointer(bytes: Uint8Array): boolean {
  return bytes.length < LARGEST && Buffer.from(bytes).toString('latin1').startsWith(FIRST_LINE);
}

/**
 * Reads a pointer as strictly as it is written: keys in order, one digest, one size.
 *
 * @throws CredenceError `DATA_MALFORMED`.
 */
export function parsePointer(text: string, file: string): LfsPointer {
  const [first, ...rest] = text.split('\n');
  const keys = rest.slice(0, -1).map((line) => line.slice(0, line.indexOf(' ')));
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  const ordered = keys.every((key, index) => index === 0 || (keys[index - 1] as string) < key);
  if (
    first !== FIRST_LINE ||
    rest.at(-1) !== '' ||
    !ordered ||
    oid === undefined ||
    size === undefined
  )
    throw new CredenceError('DATA_MALFORMED', `${visibleText(file)} is no git-lfs pointer.`, {
      hint: 'Name the pointer file that git holds, or the folder of a checkout.',
      at: { file },
    });
  return { sha256: oid, size: Number(size) };
}
