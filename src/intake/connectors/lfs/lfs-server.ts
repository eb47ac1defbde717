import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import { type HttpClient, shown } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import { remoteBytes } from '../http/remote-bytes.ts';
import type { LfsPointer } from './pointer.ts';

const BATCH = z.object({
  objects: z
    .array(
      z.object({
        oid: z.string(),
        size: z.number().int().nonnegative(),
        actions: z
          .object({
            download: z.object({
              href: z.url({ protocol: /^https?$/ }),
              header: z.record(z.string(), z.string()).optional(),
            }),
          })
          .optional(),
        error: z.object({ code: z.number(), message: z.string() }).optional(),
      }),
    )
    .length(1),
});

export interface LfsServer {
  readonly client: HttpClient;
  /** The API's address, as `https://host/repository.git/info/lfs`. */
  readonly url: string;
  readonly authorization: string | undefined;
}

/**
 * An object's bytes from its server (git-lfs Batch API).
 *
 * @throws CredenceError `NOT_FOUND` where the server lacks it; as `remoteBytes`.
 */
export async function* lfsBytes(
  server: LfsServer,
  pointer: LfsPointer,
  offset: number,
): AsyncIterable<Uint8Array> {
  const { value } = await readJson(server.client, {
    url: `${server.url}/objects/batch`,
    method: 'POST',
    headers: {
      accept: 'application/vnd.git-lfs+json',
      'content-type': 'application/vnd.git-lfs+json',
    },
    authorization: server.authorization,
    body: JSON.stringify({
      operation: 'download',
      transfers: ['basic'],
      hash_algo: 'sha256',
      objects: [{ oid: pointer.sha256, size: pointer.size }],
    }),
  });
  const object = BATCH.safeParse(value).data?.objects[0];
  const download = object?.actions?.download;
  if (object?.oid !== pointer.sha256 || download === undefined)
    throw new CredenceError('NOT_FOUND', `${shown(server.url)} does not hold ${pointer.sha256}.`, {
      hint: 'Push the object with git lfs push, or check the address of the server.',
    });
  yield* remoteBytes(server.client, { url: download.href, ...headersOf(download.header) }, offset);
}

function headersOf(header: Readonly<Record<string, string>> | undefined): {
  headers?: Readonly<Record<string, string>>;
  authorization?: string;
} {
  if (header === undefined) return {};
  const entries = Object.entries(header).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const authorization = entries.find(([name]) => name === 'authorization')?.[1];
  return {
    headers: Object.fromEntries(entries.filter(([name]) => name !== 'authorization')),
    ...(authorization === undefined ? {} : { authorization }),
  };
}
