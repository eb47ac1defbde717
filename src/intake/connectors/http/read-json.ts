import { CredenceError } from '../../../core/error.ts';
import { bodyBytes } from './body-bytes.ts';
import { type HttpAnswer, type HttpClient, type HttpRequest, shown } from './http-client.ts';
import { checkStatus } from './remote-bytes.ts';

/** An answer of an API: JSON of bounded size, not yet looked at. */
export interface JsonAnswer {
  readonly value: unknown;
  readonly answer: HttpAnswer;
}

/**
 * Asks an API.
 *
 * @throws CredenceError as `checkStatus`; `LIMIT_EXCEEDED` over 64 MiB; `DATA_MALFORMED` where it is no JSON.
 */
export async function readJson(client: HttpClient, request: HttpRequest): Promise<JsonAnswer> {
  const answer = await client.send({
    ...request,
    headers: { accept: 'application/json', ...request.headers },
  });
  const bytes = await bodyBytes(answer);
  checkStatus(answer, request.url);
  try {
    return { value: JSON.parse(bytes.toString('utf8')) as unknown, answer };
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${shown(request.url)} did not answer with JSON.`, {
      hint: 'Check that the address is that of the API and not of a page or a proxy.',
      cause,
    });
  }
}
