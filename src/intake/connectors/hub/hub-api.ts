import type { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import { remoteBytes } from '../http/remote-bytes.ts';
import {
  HUB_COMMITS,
  HUB_FILES,
  HUB_INFO,
  HUB_OWNER,
  HUB_REFS,
  type HubCommit,
  type HubFile,
  type HubInfo,
  type HubOwner,
} from './hub-answers.ts';
import type { HubReference } from './hub-reference.ts';

const MOST_PAGES = 10_000;
const COMMITS_READ = 50;
const ANCESTOR_PAGES = 20;

/** The part of the Hub's API that says what a repository is and where it comes from. */
export class HubApi {
  readonly #client: HttpClient;
  readonly base: string;
  readonly #authorization: string | undefined;

  constructor(
    client: HttpClient,
    { base, token }: { readonly base: string; readonly token: string | undefined },
  ) {
    this.#client = client;
    this.base = base.replace(/\/+$/, '');
    this.#authorization = token === undefined ? undefined : `Bearer ${token}`;
  }

  /** The repository at a revision; `redirects` tells whether another name answered. */
  async info({ kind, id, revision }: HubReference): Promise<{ info: HubInfo; answer: HttpAnswer }> {
    const at = revision === '' ? '' : `/revision/${encodeURIComponent(revision)}`;
    const { value, answer } = await readJson(
      this.#client,
      this.#request(`/api/${kind}/${id}${at}`),
    );
    return { info: parsed(HUB_INFO, value, 'a repository'), answer };
  }

  /** Every file of a revision, page by page. */
  async *tree({ kind, id, revision }: HubReference): AsyncIterable<HubFile> {
    let next: string | null =
      `/api/${kind}/${id}/tree/${encodeURIComponent(revision)}?recursive=true&expand=true`;
    for (let page = 0; next !== null; page += 1) {
      if (page === MOST_PAGES)
        throw new CredenceError(
          'LIMIT_EXCEEDED',
          `${id} has more than ${MOST_PAGES} pages of files.`,
          {
            hint: 'Take in a smaller repository.',
          },
        );
      const { value, answer }: { value: unknown; answer: HttpAnswer } = await readJson(
        this.#client,
        this.#request(next),
      );
      for (const file of parsed(HUB_FILES, value, 'a list of files'))
        if (file.type === 'file') yield file;
      next = nextPage(answer, this.base);
    }
  }

  /** The newest commits up to a revision, newest first, at most 50. */
  async commits({ kind, id, revision }: HubReference): Promise<readonly HubCommit[]> {
    const path = `/api/${kind}/${id}/commits/${encodeURIComponent(revision)}?limit=${COMMITS_READ}`;
    const { value } = await readJson(this.#client, this.#request(path));
    return parsed(HUB_COMMITS, value, 'a list of commits');
  }

  /** Whether a commit is among the last thousand before a revision. */
  async isAncestor({ kind, id, revision }: HubReference, commit: string): Promise<boolean> {
    for (let page = 0; page < ANCESTOR_PAGES; page += 1) {
      const path = `/api/${kind}/${id}/commits/${encodeURIComponent(revision)}?limit=${COMMITS_READ}&p=${page}`;
      const { value } = await readJson(this.#client, this.#request(path));
      const commits = parsed(HUB_COMMITS, value, 'a list of commits');
      if (commits.some((one) => one.id === commit)) return true;
      if (commits.length < COMMITS_READ) return false;
    }
    return false;
  }

  /** Where the tags of a repository point. */
  async tags({ kind, id }: HubReference): Promise<Readonly<Record<string, string>>> {
    const { value } = await readJson(this.#client, this.#request(`/api/${kind}/${id}/refs`));
    const { tags } = parsed(HUB_REFS, value, 'a list of references');
    return Object.fromEntries(tags.map(({ name, targetCommit }) => [name, targetCommit]));
  }

  /** The account that owns a repository: an organisation or a person, or `null` where neither is known. */
  async owner(name: string): Promise<HubOwner | null> {
    for (const path of [`/api/organizations/${name}/overview`, `/api/users/${name}/overview`]) {
      try {
        const { value } = await readJson(this.#client, this.#request(path));
        return parsed(HUB_OWNER, value, 'an account');
      } catch (error) {
        if (!(error instanceof CredenceError) || error.code !== 'NOT_FOUND') throw error;
      }
    }
    return null;
  }

  /** The bytes of a file of a revision. */
  bytes(
    { kind, id, revision }: HubReference,
    { path, offset }: { path: string; offset: number },
  ): AsyncIterable<Uint8Array> {
    const prefix = kind === 'models' ? '' : `/${kind}`;
    const name = path.split('/').map(encodeURIComponent).join('/');
    return remoteBytes(
      this.#client,
      this.#request(`${prefix}/${id}/resolve/${revision}/${name}`),
      offset,
    );
  }

  #request(path: string): HttpRequest {
    return { url: `${this.base}${path}`, authorization: this.#authorization };
  }
}

/** RFC 8288: `<address>; rel="next"`, on the same host; as a path below the base. */
function nextPage({ headers, url }: HttpAnswer, base: string): string | null {
  const link = /<([^>]+)>\s*;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  if (link === undefined) return null;
  const target = new URL(link, url);
  if (target.host !== new URL(base).host)
    throw new CredenceError(
      'NOT_ALLOWED',
      `The Hub continues a list on another host, ${target.host}.`,
      {
        hint: 'Check HF_ENDPOINT.',
      },
    );
  return `${target.pathname}${target.search}`;
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CredenceError('DATA_MALFORMED', `The Hub’s answer is not ${what}.`, {
    hint: 'Check HF_ENDPOINT: it must be the address of a Hub.',
    cause: result.error,
  });
}
