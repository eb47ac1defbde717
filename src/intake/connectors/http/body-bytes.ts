import { CredenceError } from '../../../core/error.ts';
import { type HttpAnswer, shown } from './http-client.ts';

const LARGEST = 64 * 1024 * 1024;

/**
 * The whole body of an API's answer.
 *
 * @throws CredenceError `LIMIT_EXCEEDED` over 64 MiB.
 */
export async function bodyBytes({ body, url }: HttpAnswer): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST)
      throw new CredenceError('LIMIT_EXCEEDED', `${shown(url)} answered with more than 64 MiB.`, {
        hint: 'Ask for a smaller part of the source.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
