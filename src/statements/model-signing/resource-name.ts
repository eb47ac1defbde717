import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { isRelativePath } from '../relative-path.ts';
import { type ByteRange, ONE_FILE } from './folder-reader.ts';

/** The name of a shard: path, start and end (OMS §6.3.2). */
export function shardName(path: string, { start, end }: ByteRange): string {
  return `${path}:${start}:${end}`;
}

/** The path in the name of a shard. A path may hold colons, so the last two numbers count. */
function pathOfShard(name: string): string | null {
  const match = /^(.+):(0|[1-9]\d{0,15}):([1-9]\d{0,15})$/s.exec(name);
  return match?.[1] ?? null;
}

/**
 * The path of a resource, once it is known to stay in its folder (OMS §6.1.2).
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function pathOfResource(name: string, method: 'files' | 'shards'): string {
  const path = method === 'files' ? name : pathOfShard(name);
  if (path !== null && (path === ONE_FILE || isRelativePath(path))) return path;
  throw new CredenceError(
    'DATA_MALFORMED',
    `The signature names ${visibleText(JSON.stringify(name))}, which is not a path in the folder.`,
    { hint: 'Whoever made this signature may want to reach other files: do not trust it.' },
  );
}
