import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { CredenceError } from '../core/error.ts';

/**
 * A new folder for temporary files; whoever asks for it removes it.
 *
 * @param scratch the folder for such folders, made where it is missing
 * @throws CredenceError `STORAGE_FAILED`
 */
export async function makeScratch(scratch: string, name: string): Promise<string> {
  try {
    await mkdir(scratch, { recursive: true });
    return await mkdtemp(join(scratch, `${name}-`));
  } catch (cause) {
    throw new CredenceError('STORAGE_FAILED', `${scratch} cannot be written.`, {
      at: { file: scratch },
      hint: 'See that there is space, and that the folder may be written.',
      cause,
    });
  }
}
