import { visibleText } from '../../core/visible-text.ts';
import type { Signal } from './signal.ts';

type Identity = Readonly<Record<string, string>>;

/**
 * Holds what tells a publisher against what it was.
 *
 * @param keys which of it is compared; all that was recorded unless told
 */
export function changedIdentity(
  recorded: Identity | undefined,
  found: Identity,
  keys: readonly string[] = Object.keys(recorded ?? {}),
): readonly Signal[] {
  return keys.flatMap((key): readonly Signal[] => {
    const before = recorded?.[key];
    if (before === undefined || before === found[key]) return [];
    return [
      {
        kind: 'identity-changed',
        what: `The ${key} was ${visibleText(before)} when the source was last taken from, and is ${visibleText(found[key] ?? 'unknown')} now: the name was taken over or made anew.`,
        blocks: true,
      },
    ];
  });
}
