import { matchesGlob } from 'node:path';
import type { IdentityRow } from '../../registry/rows/identities.ts';

/** Whether an identity may touch something: no scope is everything, a pattern is as `dataset:tickets-*`. */
export function isInScope(
  { scope }: IdentityRow,
  kind: 'dataset' | 'source' | 'model',
  name: string,
): boolean {
  return (
    scope.length === 0 ||
    scope.some((pattern) => {
      const [wanted, glob] = splitAt(pattern);
      return wanted === kind && matchesGlob(name, glob);
    })
  );
}

function splitAt(pattern: string): readonly [kind: string, glob: string] {
  const colon = pattern.indexOf(':');
  return [pattern.slice(0, colon), pattern.slice(colon + 1)];
}
