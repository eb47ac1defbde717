/**
 * Patterns of URIs: `scheme://host/path`. In the host, `*` stands for one label and `**` for any
 * number of them; in the path, `*` stands for anything within a segment and `**` for any number of
 * segments. Both sides are parsed as URLs, so that user names, dots and escapes cannot disguise a host.
 */
export function isUriPattern(pattern: string): boolean {
  return partsOfPattern(pattern) !== null;
}

/** Whether a URI lies in a pattern. What is no URI, or carries a user name, lies in none. */
export function matchesUri(uri: string, pattern: string): boolean {
  const wanted = partsOfPattern(pattern);
  const given = partsOfUri(uri);
  if (wanted === null || given === null) return false;
  return (
    wanted.scheme === given.scheme &&
    wanted.port === given.port &&
    matchesParts(given.host, wanted.host) &&
    matchesParts(given.path, wanted.path)
  );
}

interface UriParts {
  readonly scheme: string;
  readonly host: readonly string[];
  readonly port: string;
  readonly path: readonly string[];
}

const PATTERN = /^([a-z][a-z0-9+.-]*):\/\/([^/:@?#\s]*)(?::([0-9]{1,5}))?(\/[^?#\s]*)?$/;

function partsOfPattern(pattern: string): UriParts | null {
  const [whole, scheme, host = '', port = '', path = '/'] = PATTERN.exec(pattern) ?? [];
  if (whole === undefined || scheme === undefined) return null;
  return { scheme, host: host.toLowerCase().split('.'), port, path: path.slice(1).split('/') };
}

function partsOfUri(uri: string): UriParts | null {
  if (!URL.canParse(uri)) return null;
  const { protocol, hostname, port, pathname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return null;
  return {
    scheme: protocol.slice(0, -1),
    host: hostname.toLowerCase().split('.'),
    port,
    path: pathname.replace(/^\//, '').split('/'),
  };
}

/** Whether parts match a pattern of parts; the table makes it quadratic at worst, whatever is asked. */
function matchesParts(parts: readonly string[], pattern: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of skipAny(reachable, pattern)) {
      const wanted = pattern[at];
      if (wanted === '**') next.add(at);
      else if (wanted !== undefined && matchesPart(part, wanted)) next.add(at + 1);
    }
    reachable = next;
  }
  return skipAny(reachable, pattern).has(pattern.length);
}

function skipAny(positions: ReadonlySet<number>, pattern: readonly string[]): Set<number> {
  const reached = new Set(positions);
  for (const at of reached) if (pattern[at] === '**') reached.add(at + 1);
  return reached;
}

/** Greedy matching of `*` in one part, going back to the last star only: linear in practice, quadratic at worst. */
function matchesPart(part: string, wanted: string): boolean {
  const pieces = wanted.split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return part === wanted;
  if (part.length < first.length + last.length) return false;
  if (!part.startsWith(first) || !part.endsWith(last)) return false;
  let from = first.length;
  const end = part.length - last.length;
  for (const piece of rest) {
    const found = part.indexOf(piece, from);
    if (found < 0 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
