import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import type { Digest } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';
import type {
  Connector,
  ConnectorOptions,
  PinnedSource,
  RemoteFile,
} from '../../../src/intake/connectors/connector.ts';
import { connectorFor } from '../../../src/intake/connectors/connectors.ts';
import { publishedHash } from '../../../src/intake/connectors/published-digest.ts';

/** A source as a test made it. */
export interface MadeSource {
  /** A reference that is pinned, with the digest of the whole where that is what pins it. */
  readonly uri: string;
  readonly expected?: Digest;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it holds, by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** References that mean something else tomorrow; each refusal must name what would pin it. */
  readonly floating: readonly string[];
  /** The hint of such a refusal, as a reference that can be used. */
  readonly pinnedBy?: RegExp;
}

export interface ConnectorCase {
  readonly connector: Connector;
  make(context: TestContext): Promise<MadeSource> | MadeSource;
  /** A source with a file of this name, where the system can hold one; null where it cannot. */
  hostile(context: TestContext, name: string): Promise<MadeSource> | MadeSource | null;
  /** A source whose files are not what it says, where it says anything. */
  altered?(context: TestContext): Promise<MadeSource> | MadeSource;
}

const HOSTILE = [
  '../out.jsonl',
  '/etc/passwd',
  'a/../../b',
  'back\\slash',
  'C:evil',
  'right\u202eleft',
  'nul\u0000',
];

export function connectorOptions(
  context: TestContext,
  made: Partial<MadeSource>,
  scratch: string,
): ConnectorOptions {
  const ended = new AbortController();
  context.after(() => ended.abort());
  return {
    expected: made.expected,
    environment: made.environment ?? {},
    now: new Date('2026-06-01T00:00:00Z'),
    scratch,
    signal: ended.signal,
  };
}

export async function bytesOf(file: RemoteFile, offset = 0): Promise<Buffer> {
  return await buffer(Readable.from(file.open(offset)));
}

async function refusal(work: Promise<unknown>): Promise<CredenceError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof CredenceError, `${String(error)} is no CredenceError`);
    return error;
  }
  assert.fail('nothing was refused');
}

/** What every connector must do. */
export function connectorContract(
  { connector, make, hostile, altered }: ConnectorCase,
  scratchOf: (context: TestContext) => string,
): void {
  const pin = (context: TestContext, made: MadeSource, uri = made.uri): Promise<PinnedSource> =>
    connector.pin(uri, connectorOptions(context, made, scratchOf(context)));

  describe(`${connector.system} as a connector`, () => {
    it('is chosen by its references', async (context) => {
      const { uri, floating } = await make(context);
      for (const reference of [uri, ...floating]) assert.equal(connectorFor(reference), connector);
    });

    it('pins a version and says the same of it again', async (context) => {
      const made = await make(context);
      const [first, again] = [await pin(context, made), await pin(context, made)];
      assert.equal(first.system, connector.system);
      assert.notEqual(first.version, '');
      // A server says what time it is.
      const lasting = (source: PinnedSource): object => ({ ...source, files: null, headers: null });
      assert.deepEqual(lasting(again), lasting(first));
    });

    it('refuses references that float, with the words that would pin them', async (context) => {
      const made = await make(context);
      for (const uri of made.floating) {
        const { code, hint } = await refusal(
          connector.pin(uri, {
            ...connectorOptions(context, made, scratchOf(context)),
            expected: undefined,
          }),
        );
        assert.equal(code, 'NOT_PINNED', uri);
        const words =
          made.pinnedBy?.exec(hint ?? '')?.[0] ?? assert.fail(`no words that pin in: ${hint}`);
        if (words.includes(':') && !words.startsWith('--'))
          assert.notEqual((await pin(context, made, words)).version, '');
      }
    });

    it('lists its files in order, with what they hold', async (context) => {
      const made = await make(context);
      const source = await pin(context, made);
      const files = await Array.fromAsync(source.files());
      const paths = files.map(({ path }) => path);
      assert.deepEqual(paths, Object.keys(made.files).sort());
      for (const file of files) {
        const bytes = Buffer.from(made.files[file.path] ?? '');
        if (file.size !== null) assert.equal(file.size, bytes.length);
        assert.deepEqual(await bytesOf(file), bytes);
      }
      assert.deepEqual(
        (await Array.fromAsync(source.files())).map(({ path }) => path),
        paths,
      );
    });

    it('opens files in the middle and at their ends', async (context) => {
      const made = await make(context);
      for await (const file of (await pin(context, made)).files()) {
        const bytes = Buffer.from(made.files[file.path] ?? '');
        for (const offset of [1, bytes.length - 1, bytes.length])
          assert.deepEqual(
            await bytesOf(file, offset),
            bytes.subarray(offset),
            `${file.path} ${offset}`,
          );
      }
    });

    it('publishes digests that are those of the bytes', async (context) => {
      const made = await make(context);
      for await (const { path, published } of (await pin(context, made)).files()) {
        if (published === null) continue;
        const bytes = Buffer.from(made.files[path] ?? '');
        assert.equal(
          publishedHash(published, bytes.length).update(bytes).digest('hex'),
          published.value,
        );
      }
    });

    it('refuses names that lead out, hide or mislead', async (context) => {
      for (const name of HOSTILE) {
        const made = await hostile(context, name);
        if (made === null) continue;
        const { code } = await refusal(
          (async () => await Array.fromAsync((await pin(context, made)).files()))(),
        );
        assert.match(code, /^(DATA_MALFORMED|NOT_ALLOWED|USAGE)$/, JSON.stringify(name));
      }
    });

    it('shows bytes that are not what was published', {
      skip: altered === undefined,
    }, async (context) => {
      const made = (await altered?.(context)) ?? assert.fail();
      const files = await Array.fromAsync((await pin(context, made)).files());
      const differing = await Promise.all(
        files.map(async (file) => {
          if (file.published === null) return false;
          const bytes = await bytesOf(file);
          return (
            publishedHash(file.published, bytes.length).update(bytes).digest('hex') !==
            file.published.value
          );
        }),
      );
      assert.ok(differing.includes(true));
    });
  });
}
