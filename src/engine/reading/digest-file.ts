import { type Digest, DigestStream } from '../../core/digest.ts';
import { SILENT_OBSERVER } from './detect-format.ts';
import { readFileBytes } from './file-bytes.ts';
import type { ReadContext } from './read-context.ts';
import type { SourceFile } from './source-file.ts';

/** SHA-256 of a file whose reader did not see its bytes go by. */
export async function digestFile(file: SourceFile, context: ReadContext): Promise<Digest> {
  const stream = new DigestStream();
  for await (const chunk of readFileBytes(file, SILENT_OBSERVER, context.signal))
    stream.update(chunk);
  return stream.finish();
}
