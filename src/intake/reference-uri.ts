import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isUriPattern, matchesUri } from '../policy/uri-pattern.ts';

const LOCAL = /^(file|dvc|git-lfs|delta|iceberg|url-list):(?!\/\/)/i;

/**
 * A reference as sources are matched with it: a URI without its version, paths made absolute. Sources
 * name places, and each retrieval names the version.
 */
export function referenceUri(reference: string): string {
  const plain = reference.replace(/@[^@/]*$/, '').replace(/\?.*$/, '');
  const scheme = LOCAL.exec(plain)?.[1]?.toLowerCase();
  if (scheme !== undefined) return localUri(scheme, plain.slice(scheme.length + 1));
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(plain)) return plain;
  return localUri('file', reference);
}

/** The pattern of references that belong to a source: the place itself, and all below a folder. */
export function sourcePatterns(reference: string): readonly string[] {
  if (reference.includes('*') && isUriPattern(reference)) return [reference];
  const uri = referenceUri(reference).replace(/\/+$/, '');
  return isFile(reference) ? [uri] : [uri, `${uri}/**`];
}

/** Whether a reference lies in what a source may give. */
export function belongsTo(reference: string, patterns: readonly string[]): boolean {
  const uri = referenceUri(reference);
  return patterns.some((pattern) => matchesUri(uri, pattern));
}

function localUri(scheme: string, path: string): string {
  return pathToFileURL(resolve(path)).href.replace(/^file:/, `${scheme}:`);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
