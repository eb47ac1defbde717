import { isUtf8 } from 'node:buffer';
import type { ByteSource } from './byte-source.ts';
import type { Format } from './format.ts';
import type { Budget } from './limits.ts';
import { wholeUtf8End } from './pickle/utf8.ts';

const CHUNK_BYTES = 65_536;

/**
 * Whether every byte of a source belongs to readable text in UTF-8, without control characters.
 * @throws CredenceError `LIMIT_EXCEEDED`
 */
export function looksLikeText(source: ByteSource, budget: Budget): boolean {
  for (let at = 0; at < source.length; ) {
    budget.spendTime();
    const wanted = Math.min(CHUNK_BYTES, source.length - at);
    const bytes = source.read(at, wanted);
    // A letter may lie across the chunk's end: the next one begins with it.
    const end = at + wanted < source.length ? wholeUtf8End(bytes, wanted) : wanted;
    if (hasControlCharacters(bytes) || !isUtf8(bytes.subarray(0, end))) return false;
    at += end;
  }
  return true;
}

/** Tabs, line ends, form feeds and escapes of terminals occur in texts; the others do not. */
function hasControlCharacters(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d || byte === 0x0b)) return true;
    if (byte === 0x7f) return true;
  }
  return false;
}

/** Whoever loads such a file takes it for a pickle, and runs what it can of it, whatever it is. */
const PICKLE_EXTENSIONS = ['pkl', 'pickle', 'p', 'joblib', 'dill', 'pt', 'pth', 'ckpt'] as const;

const BY_EXTENSION: ReadonlyMap<string, Format> = new Map<string, Format>([
  ...PICKLE_EXTENSIONS.map((extension) => [extension, 'pickle'] as const),
  ['py', 'python-source'],
  ['pyi', 'python-source'],
  ['json', 'json'],
  ['jinja', 'chat-template'],
  ['jinja2', 'chat-template'],
  ['j2', 'chat-template'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
]);

/** What a text is for, by its file's name. */
export function textFormat(path: string): Format {
  const name = path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase();
  if (/^(?:requirements|constraints).*\.txt$/.test(name)) return 'requirements';
  // MLflow's description of a model has no ending.
  if (name === 'mlmodel') return 'yaml';
  return BY_EXTENSION.get(name.slice(name.lastIndexOf('.') + 1)) ?? 'text';
}
