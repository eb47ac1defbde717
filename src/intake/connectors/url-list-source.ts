import { readFile } from 'node:fs/promises';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector, RemoteFile } from './connector.ts';
import { eachFile } from './each-file.ts';
import { HttpClient } from './http/http-client.ts';
import { remoteBytes } from './http/remote-bytes.ts';
import type { Signal } from './signal.ts';

interface Listed {
  readonly url: string;
  readonly sha256: string;
}

/**
 * A list of addresses with the digests that their files had when the list was made, one a line:
 * `<64 hexadecimal digits>  <address>`. Whoever owns an address today may serve something else to
 * whoever trains (split-view poisoning, Carlini et al. 2024, §3), so every file is hashed again.
 */
export const urlListSource: Connector = {
  system: 'url-list',
  accepts: (uri) => /^url-list:/i.test(uri),

  async pin(uri, { signal, identity }) {
    const file = uri.slice('url-list:'.length);
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new CredenceError('FILE_UNREADABLE', `${visibleText(file)} cannot be read.`, {
        hint: 'Check the path of the list.',
        at: { file },
        cause,
      });
    });
    const listed = parseList(text, file);
    const client = new HttpClient({ signal });
    const hosts = [...new Set(listed.map(({ url }) => new URL(url).host))].sort();
    return {
      system: 'url-list',
      asked: visibleText(uri),
      served: visibleText(uri),
      version: digestOf(text),
      parents: [],
      author: null,
      time: null,
      licence: null,
      headers: {},
      identity: { hosts: hosts.join(' ') },
      signals: newHosts(hosts, identity?.['hosts']),
      files: () => eachFile(listed.map((one) => remoteFile(one, client))),
    };
  },
};

function remoteFile({ url, sha256 }: Listed, client: HttpClient): RemoteFile {
  return {
    path: pathOf(url),
    size: null,
    published: { algorithm: 'sha256', value: sha256 },
    open: (offset) => remoteBytes(client, { url }, offset),
  };
}

function parseList(text: string, file: string): readonly Listed[] {
  const lines = [...text.split('\n').entries()].filter(([, line]) => line.trim() !== '');
  const listed = lines.map(([index, line]) => {
    const match = /^([0-9a-f]{64})\s+(https?:\/\/\S+)\s*$/i.exec(line);
    if (match?.[1] === undefined || match[2] === undefined || !URL.canParse(match[2]))
      throw new CredenceError(
        'DATA_MALFORMED',
        `${visibleText(file)} line ${index + 1} names no digest and address.`,
        {
          hint: 'Each line holds 64 hexadecimal digits (SHA-256), white space and an address.',
          at: { file, line: index + 1 },
        },
      );
    return { sha256: match[1].toLowerCase(), url: match[2] };
  });
  if (listed.length === 0)
    throw new CredenceError('DATA_EMPTY', `${visibleText(file)} lists nothing.`, {
      hint: 'Check the path of the list.',
      at: { file },
    });
  return listed.sort((one, other) => (pathOf(one.url) < pathOf(other.url) ? -1 : 1));
}

/** Host and a digest of the address: names of remote files are not fit to be paths. */
function pathOf(url: string): string {
  return `${new URL(url).host.replaceAll(':', '-')}/${digestOf(url).slice(7, 39)}`;
}

function newHosts(hosts: readonly string[], recorded: string | undefined): readonly Signal[] {
  if (recorded === undefined) return [];
  const known = new Set(recorded.split(' '));
  const fresh = hosts.filter((host) => !known.has(host));
  if (fresh.length === 0) return [];
  return [
    {
      kind: 'domain-changed',
      what: `The list leads to ${fresh.length} hosts that were not in it when it was reviewed, first to ${fresh[0]}.`,
      blocks: true,
    },
  ];
}
