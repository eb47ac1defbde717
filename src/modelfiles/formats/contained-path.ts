/**
 * Why a path that a file names could lead out of the file's own folder, as the end of a sentence, or
 * `null` where it can't on any system: relative, with `/` alone, no `..`, no drive, no address, no
 * control characters.
 */
export function escapeOf(path: string): string | null {
  if (path === '') return 'is empty';
  if (/[\p{Cc}\p{Cs}]/u.test(path)) return 'holds control characters';
  if (/^[/\\~]/.test(path)) return 'is absolute';
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return 'names a drive or an address';
  if (path.includes('\\')) return 'holds a backslash, which some systems take for a separator';
  if (path.split('/').includes('..')) return 'leaves its folder through ..';
  return null;
}
