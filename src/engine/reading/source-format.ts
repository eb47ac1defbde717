/** Formats whose records Credence reads. */
export const SOURCE_FORMATS = ['jsonl', 'json', 'csv', 'tsv', 'parquet', 'arrow'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

export type Compression = 'none' | 'gzip' | 'zstd';

const NAMES: Record<SourceFormat, string> = {
  jsonl: 'JSON lines',
  json: 'JSON array',
  csv: 'CSV',
  tsv: 'TSV',
  parquet: 'Parquet',
  arrow: 'Arrow IPC',
};

/** The format as people write it: `JSON lines, gzip`. */
export function describeFormat(format: SourceFormat, compression: Compression): string {
  return compression === 'none' ? NAMES[format] : `${NAMES[format]}, ${compression}`;
}

const BY_EXTENSION: Readonly<Record<string, SourceFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  parquet: 'parquet',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
};

/** The format that a file name promises, seen through `.gz` and `.zst`; undefined where it promises none. */
export function formatOfName(name: string): SourceFormat | undefined {
  const bare = name.toLowerCase().replace(/\.(?:gz|gzip|zst|zstd)$/, '');
  const dot = bare.lastIndexOf('.');
  const extension = dot < 0 ? '' : bare.slice(dot + 1);
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
}
