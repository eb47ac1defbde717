import type { ByteSource } from './byte-source.ts';
import type { Format } from './format.ts';
import type { Budget } from './limits.ts';

const CHUNK_BYTES = 65_536;

/**
 * Whether every byte of a source belongs to readable text in UTF-8, without control characters.
 * @throws CredenceError `LIMIT_EXCEEDED`
 */
export function looksLikeText(source: ByteSource, budget: Budget): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < source.length; at += CHUNK_BYTES) {
      budget.spendTime();
      const bytes = source.read(at, Math.min(CHUNK_BYTES, source.length - at));
      if (hasControlCharacters(bytes)) return false;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
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
