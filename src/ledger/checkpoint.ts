import { CredenceError } from '../core/error.ts';
import { HASH_BYTES } from '../core/merkle/tree-hash.ts';
import { bytesFromBase64 } from '../core/signing/base64.ts';

/** What a log's signature covers: how many entries there are, and the root over them. */
export interface Checkpoint {
  /** The log's name, unique among logs, as `example.org/credence`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text of a checkpoint, ready to be signed (C2SP tlog-checkpoint). */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads the text of a checkpoint; lines of extension are passed over.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function parseCheckpoint(text: string, file?: string): Checkpoint {
  const [origin = '', size = '', root = ''] = text.split('\n');
  const bytes = bytesFromBase64(root);
  const valid = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && bytes?.length === HASH_BYTES;
  if (valid && Number.isSafeInteger(Number(size)))
    return { origin, size: Number(size), root: bytes };
  throw new CredenceError('DATA_MALFORMED', `${file ?? 'The note'} is not a checkpoint.`, {
    hint: 'A checkpoint has lines for origin, size and root (c2sp.org/tlog-checkpoint).',
    at: file === undefined ? undefined : { file },
  });
}
