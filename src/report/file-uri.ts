import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A path as a URI (RFC 3986); a relative one stays relative, for the reader's checkout to resolve. */
export function fileUri(path: string): string {
  return isAbsolute(path) ? pathToFileURL(path).href : encodeSegments(path);
}

/** A path's segments, each escaped so that nothing in it is read as part of a URI. */
export function encodeSegments(path: string): string {
  return path
    .toWellFormed()
    .split(/[\\/]/)
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}
