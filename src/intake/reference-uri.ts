import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isUriPattern, matchesUri } from '../policy/uri-pattern.ts';
import { refuseSecrets } from './connectors/without-secrets.ts';

const LOCAL = /^(file|dvc|git-lfs|delta|iceberg|url-list):(?!\/\/)/i;
const LOCAL_URI = /^((?:file|dvc|git-lfs|delta|iceberg|url-list):)\/\/(\/.*)$/;

/**
 * A reference as sources are matched with it: a URI without its version, paths made absolute. Sources
 * name places, and each retrieval names the version.
 */
export function referenceUri(reference: string): string {
  const plain = reference.replace(/@[^@/]*$/, '').replace(/\?.*$/, '');
  const scheme = LOCAL.exec(plain)?.[1]?.toLowerCase();
  if (scheme !== undefined) return localUri(scheme, plain.slice(scheme.length + 1));
  const lake = /^(lakefs:\/\/[^/]+)\/[^/]+(\/.*)?$/i.exec(plain);
  if (lake !== null) return `${lake[1]}${lake[2] ?? ''}`;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(plain)) return plain;
  return localUri('file', reference);
}

/** The pattern of references that belong to a source: the place itself, and all below a folder. */
export function sourcePatterns(reference: string): readonly string[] {
  refuseSecrets(reference);
  if (reference.includes('*') && isUriPattern(reference)) return [reference];
  const uri = referenceUri(reference).replace(/\/+$/, '');
  return isFile(reference) ? [uri] : [uri, `${uri}/**`];
}

/**
 * Whether a reference lies in what a source may give. A path must do so as written and as the links in
 * it lead: what a publisher links to is not what was reviewed.
 */
export function belongsTo(reference: string, patterns: readonly string[]): boolean {
  const uri = referenceUri(reference);
  if (!patterns.some((pattern) => matchesUri(uri, pattern))) return false;
  const real = realUri(uri);
  return real === uri || patterns.some((pattern) => matchesUri(real, realPattern(pattern)));
}

/** A local URI with its links followed; others, and what is not there, as they are. */
function realUri(uri: string): string {
  const path = LOCAL_URI.exec(uri);
  if (path?.[1] === undefined || path[2] === undefined) return uri;
  try {
    const real = realpathSync(fileURLToPath(`file://${path[2]}`));
    return pathToFileURL(real).href.replace(/^file:/, path[1]);
  } catch {
    return uri;
  }
}

/** The same for the part of a pattern before its first star. */
function realPattern(pattern: string): string {
  const star = pattern.indexOf('*');
  if (star < 0) return realUri(pattern);
  const folder = pattern.slice(0, pattern.lastIndexOf('/', star));
  return `${realUri(folder)}${pattern.slice(folder.length)}`;
}

function localUri(scheme: string, path: string): string {
  return pathToFileURL(resolve(path)).href.replace(/^file:/, `${scheme}:`);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
