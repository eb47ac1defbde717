import { createHash } from 'node:crypto';
import type { TestContext } from 'node:test';
import { serveBytes } from './serve-bytes.ts';
import { type StubServer, sendJson, stubServer } from './stub-server.ts';

/** The pointer that git keeps for these bytes. */
export function lfsPointer(text: string): string {
  const oid = createHash('sha256').update(text).digest('hex');
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${Buffer.byteLength(text)}\n`;
}

/** A git-lfs server: the Batch API behind a token, downloads behind a token of their own. */
export async function lfsStub(
  context: Pick<TestContext, 'after'>,
  texts: readonly string[],
): Promise<StubServer> {
  const objects = new Map(
    texts.map(
      (text) => [createHash('sha256').update(text).digest('hex'), Buffer.from(text)] as const,
    ),
  );
  const server: StubServer = await stubServer(context, (request, response) => {
    const { url, headers, body } = request;
    if (url.pathname === '/repo.git/info/lfs/objects/batch') {
      if (headers.authorization !== 'Bearer lfs-token')
        return sendJson(response, { message: 'no' }, { status: 401 });
      const { objects: wanted } = JSON.parse(body.toString()) as {
        objects: { oid: string; size: number }[];
      };
      return sendJson(
        response,
        {
          transfer: 'basic',
          hash_algo: 'sha256',
          objects: wanted.map(({ oid, size }) =>
            objects.has(oid)
              ? {
                  oid,
                  size,
                  authenticated: true,
                  actions: {
                    download: {
                      href: `${server.origin}/store/${oid}`,
                      header: { Authorization: 'RemoteAuth x' },
                      expires_in: 60,
                    },
                  },
                }
              : { oid, size, error: { code: 404, message: 'Object does not exist' } },
          ),
        },
        { headers: { 'content-type': 'application/vnd.git-lfs+json' } },
      );
    }
    const bytes = objects.get(url.pathname.replace('/store/', ''));
    if (bytes === undefined || headers.authorization !== 'RemoteAuth x') {
      response.writeHead(404).end();
      return;
    }
    serveBytes(request, response, { bytes });
  });
  return server;
}
