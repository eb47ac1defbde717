import { z } from 'zod';

/** Bytes of UTF-8 that a path may have; file systems end at 4096. */
const MAX_PATH_BYTES = 4096;

/**
 * Whether a path stays within the folder that it is relative to: components joined by `/`, none of them
 * empty, `.` or `..`; no backslash, drive letter, lone surrogate or NUL, which some system would read as
 * something else.
 */
export function isRelativePath(path: string): boolean {
  return (
    path.isWellFormed() &&
    Buffer.byteLength(path) <= MAX_PATH_BYTES &&
    !/[\\\0]/.test(path) &&
    !/^[A-Za-z]:\//.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

export const relativePathSchema: z.ZodType<string> = z
  .string()
  .refine(isRelativePath, { error: 'is not a path that stays within its folder' });
