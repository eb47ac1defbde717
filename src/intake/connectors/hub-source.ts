import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, ConnectorOptions, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { HttpClient, shown } from './http/http-client.ts';
import { recordedHeaders } from './http/recorded-headers.ts';
import type { HubFile } from './hub/hub-answers.ts';
import { HubApi } from './hub/hub-api.ts';
import { type HubReference, isCommit, parseHubReference } from './hub/hub-reference.ts';
import { historySignals, hubIdentity, hubSignals } from './hub/hub-signals.ts';
import { notPinned } from './not-pinned.ts';
import { checkRemotePath, DistinctPaths } from './remote-path.ts';
import type { Signal } from './signal.ts';

const ENDPOINT = 'https://huggingface.co';

/** A repository of the Hugging Face Hub at a commit. */
export const hubSource: Connector = {
  system: 'hugging-face',
  accepts: (uri) => /^hf:\/\//i.test(uri),

  async pin(uri, { environment, identity, now, revived, signal }) {
    const reference = parseHubReference(uri);
    const api = hubApi(environment, signal);
    const { info, answer } = await api.info(reference);
    if (!isCommit(reference.revision))
      throw notPinned(
        uri,
        `Branches and tags move. At this moment it is hf://${reference.kind}/${reference.id}@${info.sha}: use that.`,
      );
    if (info.sha !== reference.revision) throw otherCommit(reference, info.sha);
    const [owner, commits, tags] = await Promise.all([
      api.owner(ownerOf(info.id)),
      api.commits(reference),
      api.tags(reference),
    ]);
    const files = await Array.fromAsync(api.tree(reference));
    const distinct = new DistinctPaths();
    for (const { path } of files) distinct.add(checkRemotePath(path));
    return {
      system: 'hugging-face',
      asked: visibleText(uri),
      served: shown(`${api.base}/${reference.kind}/${info.id}`),
      version: info.sha,
      parents: commits.slice(1, 2).map(({ id }) => id),
      author: commits[0]?.authors.map(({ user }) => visibleText(user)).join(', ') ?? null,
      time: commits[0]?.date ?? info.lastModified ?? null,
      licence: licenceOf(info.cardData?.license),
      headers: recordedHeaders(answer.headers),
      identity: hubIdentity(info, owner),
      tags,
      signals: hubSignals({
        asked: reference.id,
        revision: reference.revision,
        info,
        owner,
        commits,
        files,
        identity,
        now,
        revived,
      }),
      files: () => eachFile(sorted(files).map((file) => remoteFile(file, { api, reference }))),
    };
  },

  async news(uri, { environment, revived, signal }) {
    const reference = parseHubReference(uri);
    const api = hubApi(environment, signal);
    const { info } = await api.info({ ...reference, revision: '' });
    if (info.sha === reference.revision) return [];
    const head = { ...reference, revision: info.sha };
    const commits = await api.commits(head);
    const known =
      commits.some(({ id }) => id === reference.revision) ||
      (await api.isAncestor(head, reference.revision));
    return [
      ...(known ? [] : [rewritten(reference)]),
      ...historySignals({ commits, revision: info.sha, revived }),
    ];
  },
};

function hubApi(
  environment: ConnectorOptions['environment'],
  signal: AbortSignal | undefined,
): HubApi {
  return new HubApi(new HttpClient({ signal }), {
    base: environment['HF_ENDPOINT'] ?? ENDPOINT,
    token: environment['HF_TOKEN'],
  });
}

function rewritten({ revision }: HubReference): Signal {
  return {
    kind: 'history-rewritten',
    what: `The commit ${revision.slice(0, 12)} is no longer in the history of the branch that it was taken from.`,
    blocks: true,
  };
}

/** A branch may be named like a commit. */
function otherCommit({ id, revision }: HubReference, sha: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `${id} answers with the commit ${sha}, and ${revision} was asked for.`,
    { hint: 'Somebody made a branch or a tag that is named like a commit. Ask the publisher.' },
  );
}

function remoteFile(
  file: HubFile,
  { api, reference }: { readonly api: HubApi; readonly reference: HubReference },
): RemoteFile {
  return {
    path: file.path,
    size: file.lfs?.size ?? file.size,
    published:
      file.lfs === undefined
        ? { algorithm: 'git-blob-sha1', value: file.oid }
        : { algorithm: 'sha256', value: file.lfs.oid },
    open: (offset) => api.bytes(reference, { path: file.path, offset }),
  };
}

function sorted(files: readonly HubFile[]): readonly HubFile[] {
  return files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function ownerOf(id: string): string {
  return id.split('/')[0] as string;
}

function licenceOf(licence: string | readonly string[] | undefined): string | null {
  if (licence === undefined) return null;
  return visibleText(typeof licence === 'string' ? licence : licence.join(' OR '));
}
