import { CredenceError } from '../../core/error.ts';
import { openCsv } from './csv-reader.ts';
import { detectFormat } from './detect-format.ts';
import type { FormatReader } from './format-reader.ts';
import { openJson } from './json-reader.ts';
import type { ReadContext } from './read-context.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceFormat } from './source-format.ts';

export interface FileOptions {
  readonly format?: SourceFormat | undefined;
  readonly header?: boolean | undefined;
  /** Columns that the user named. */
  readonly named: readonly string[];
}

/** Recognises one file and looks its columns up. Readers of columnar formats are loaded on demand. */
export async function openFile(
  file: SourceFile,
  options: FileOptions,
  context: ReadContext,
): Promise<FormatReader> {
  const content = await detectFormat(file, options.format, context);
  if (content.kind === 'columnar') {
    if (content.format === 'arrow') {
      const { openArrow } = await import('./arrow-reader.ts');
      return openArrow(content, context);
    }
    const { openParquet } = await import('./parquet-reader.ts');
    return openParquet(content, context);
  }
  switch (content.format) {
    case 'jsonl':
    case 'json':
      return openJson(content, context, options.named);
    case 'csv':
    case 'tsv':
      return openCsv(content, context, options.header);
    case 'parquet':
    case 'arrow':
      throw new CredenceError('INTERNAL', `${file.name}: text cannot be ${content.format}.`);
  }
}
