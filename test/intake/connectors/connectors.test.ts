import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { deltaSource } from '../../../src/intake/connectors/delta-source.ts';
import { dvcSource } from '../../../src/intake/connectors/dvc-source.ts';
import { fileSource } from '../../../src/intake/connectors/file-source.ts';
import { gitLfsSource } from '../../../src/intake/connectors/git-lfs-source.ts';
import { httpSource } from '../../../src/intake/connectors/http-source.ts';
import { hubSource } from '../../../src/intake/connectors/hub-source.ts';
import { icebergSource } from '../../../src/intake/connectors/iceberg-source.ts';
import { lakefsSource } from '../../../src/intake/connectors/lakefs-source.ts';
import { s3Source } from '../../../src/intake/connectors/s3-source.ts';
import { urlListSource } from '../../../src/intake/connectors/url-list-source.ts';
import { connectorContract, type MadeSource } from '../../contracts/intake/connector.ts';
import { hubStub } from '../stubs/hub-stub.ts';
import { lakefsStub } from '../stubs/lakefs-stub.ts';
import { lfsPointer, lfsStub } from '../stubs/lfs-stub.ts';
import { S3_ENVIRONMENT, s3Stub } from '../stubs/s3-stub.ts';
import { serveBytes } from '../stubs/serve-bytes.ts';
import { stubServer } from '../stubs/stub-server.ts';
import { FIXTURES, ownFolder, writeFiles } from './source-folder.ts';

const FILES = {
  'README.md': '# Tickets\n',
  'data/train.jsonl': `${JSON.stringify({ text: 'a text that is long enough for git-lfs', label: 'x' })}\n`,
  'data/validation.csv': 'text,label\nshort,y\n',
};

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

connectorContract(
  {
    connector: fileSource,
    make(context) {
      const sums = Object.entries(FILES).map(([path, text]) => `${sha256(text)}  ${path}\n`);
      const files = { ...FILES, SHA256SUMS: sums.join('') };
      return { uri: writeFiles(ownFolder(context), files), files, floating: [] };
    },
    hostile(context, name) {
      if (/[/\0]/.test(name)) return null;
      return { uri: writeFiles(ownFolder(context), { [name]: 'x' }), files: {}, floating: [] };
    },
    altered(context) {
      const folder = writeFiles(ownFolder(context), {
        'a.jsonl': '{}\n',
        SHA256SUMS: `${sha256('{ }\n')}  a.jsonl\n`,
      });
      return { uri: folder, files: {}, floating: [] };
    },
  },
  ownFolder,
);

async function httpMade(context: TestContext, path: string, sent?: string): Promise<MadeSource> {
  const text = 'text,label\nshort,y\n';
  const server = await stubServer(context, (request, response) =>
    serveBytes(request, response, { bytes: Buffer.from(sent ?? text) }),
  );
  return {
    uri: `${server.origin}/files/${path}`,
    expected: digestOf(text),
    files: { 'train.csv': text },
    floating: [`${server.origin}/files/${path}`],
    pinnedBy: /--sha256 /,
  };
}

connectorContract(
  {
    connector: httpSource,
    make: (context) => httpMade(context, 'train.csv'),
    hostile: (context, name) => httpMade(context, encodeURIComponent(name)),
    altered: (context) => httpMade(context, 'train.csv', 'text,label\nother,y\n'),
  },
  ownFolder,
);

async function listMade(
  context: TestContext,
  change: (text: string) => string,
): Promise<MadeSource> {
  const server = await stubServer(context, (request, response) => {
    const text = FILES[request.url.pathname.slice(1) as keyof typeof FILES];
    serveBytes(request, response, { bytes: Buffer.from(change(text)) });
  });
  const urls = Object.entries(FILES).map(
    ([path, text]) => [`${server.origin}/${path}`, text] as const,
  );
  const list = join(ownFolder(context), 'list.txt');
  writeFileSync(list, urls.map(([url, text]) => `${sha256(text)}  ${url}\n`).join(''));
  const host = new URL(server.origin).host.replace(':', '-');
  const files = urls.map(([url, text]) => [`${host}/${digestOf(url).slice(7, 39)}`, text] as const);
  return { uri: `url-list:${list}`, files: Object.fromEntries(files), floating: [] };
}

connectorContract(
  {
    connector: urlListSource,
    make: (context) => listMade(context, (text) => text),
    hostile: () => null,
    altered: (context) => listMade(context, (text) => text.toUpperCase()),
  },
  ownFolder,
);

async function hubMade(
  context: TestContext,
  files: Record<string, string>,
  swapped: Record<string, string> = {},
): Promise<MadeSource> {
  const hub = await hubStub(context, {
    commits: [
      { user: 'ann', date: '2024-01-01T00:00:00.000Z', files: {} },
      { user: 'ann', date: '2024-02-01T00:00:00.000Z', files },
    ],
    tags: { v1: 1 },
    swapped,
  });
  return {
    uri: `hf://datasets/acme/tickets@${hub.sha(-1)}`,
    environment: { HF_ENDPOINT: hub.origin },
    files,
    floating: [
      'hf://datasets/acme/tickets',
      'hf://datasets/acme/tickets@main',
      'hf://datasets/acme/tickets@v1',
    ],
    pinnedBy: /hf:\/\/\S+@[0-9a-f]{40}/,
  };
}

connectorContract(
  {
    connector: hubSource,
    make: (context) => hubMade(context, FILES),
    hostile: (context, name) => hubMade(context, { [name]: 'x' }),
    altered: (context) => hubMade(context, FILES, { 'README.md': '# Ticket!\n' }),
  },
  ownFolder,
);

async function s3Made(context: TestContext, key: string, swapped = false): Promise<MadeSource> {
  const s3 = await s3Stub(context);
  const text = FILES['data/train.jsonl'];
  s3.objects.set(key, [
    { id: 'v-1', text: 'old' },
    { id: 'v+/=2', text },
    { id: 'v-3', text: 'new' },
  ]);
  return {
    uri: `s3://${s3.bucket}/${key}?versionId=${encodeURIComponent('v+/=2')}`,
    ...(swapped ? { expected: digestOf('something else') } : {}),
    environment: { ...S3_ENVIRONMENT, AWS_ENDPOINT_URL_S3: s3.origin },
    files: { [key.split('/').at(-1) ?? '']: text },
    floating: [`s3://${s3.bucket}/${key}`, `s3://${s3.bucket}/raw/`],
    pinnedBy: /\?versionId=|--sha256 /,
  };
}

connectorContract(
  {
    connector: s3Source,
    make: (context) => s3Made(context, "raw/train (1)+ü'.jsonl"),
    async hostile(context, name) {
      const made = await s3Made(context, `raw/${name}`);
      return { ...made, uri: 's3://training-data/raw/', expected: digestOf('all') };
    },
  },
  ownFolder,
);

async function lakefsMade(
  context: TestContext,
  files: Record<string, string>,
): Promise<MadeSource> {
  const lake = await lakefsStub(context, files);
  return {
    uri: `lakefs://lake/${lake.commit}/`,
    environment: lake.environment(),
    files,
    floating: ['lakefs://lake/main/'],
    pinnedBy: /lakefs:\/\/lake\/[0-9a-f]{64}\//,
  };
}

connectorContract(
  {
    connector: lakefsSource,
    make: (context) => lakefsMade(context, FILES),
    hostile: (context, name) => lakefsMade(context, { [name]: 'x' }),
  },
  ownFolder,
);

async function lfsMade(context: TestContext, altered = false): Promise<MadeSource> {
  const text = FILES['data/train.jsonl'];
  const server = await lfsStub(context, [altered ? 'other' : text]);
  const folder = ownFolder(context);
  writeFiles(folder, { ...FILES, 'data/train.jsonl': lfsPointer(text) });
  if (altered) {
    const oid = sha256(text);
    writeFiles(folder, {
      [`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`]: 'other',
    });
  }
  return {
    uri: `git-lfs:${folder}`,
    environment: {
      CREDENCE_LFS_URL: `${server.origin}/repo.git/info/lfs`,
      CREDENCE_LFS_TOKEN: 'lfs-token',
    },
    files: FILES,
    floating: [],
  };
}

connectorContract(
  {
    connector: gitLfsSource,
    make: (context) => lfsMade(context),
    hostile(context, name) {
      if (/[/\0]/.test(name)) return null;
      return {
        uri: `git-lfs:${writeFiles(ownFolder(context), { [name]: 'x' })}`,
        files: {},
        floating: [],
      };
    },
    altered: (context) => lfsMade(context, true),
  },
  ownFolder,
);

function dvcCopy(context: TestContext): string {
  const folder = ownFolder(context);
  cpSync(join(FIXTURES, 'dvc'), folder, { recursive: true });
  return folder;
}

/** Replaces an object of the cache; the list of a folder gets the name that goes with its new bytes. */
function changeParts(folder: string, change: (list: string) => string): void {
  const pointer = join(folder, 'parts.dvc');
  const md5 = /([0-9a-f]{32})\.dir/.exec(readFileSync(pointer, 'utf8'))?.[1] ?? '';
  const at = (id: string): string =>
    join(folder, '.dvc/cache/files/md5', id.slice(0, 2), `${id.slice(2)}.dir`);
  const list = change(readFileSync(at(md5), 'utf8'));
  const fresh = createHash('md5').update(list).digest('hex');
  writeFiles(folder, { [at(fresh).slice(folder.length + 1)]: list });
  writeFileSync(pointer, readFileSync(pointer, 'utf8').replace(md5, fresh));
}

connectorContract(
  {
    connector: dvcSource,
    make(context) {
      return {
        uri: `dvc:${join(dvcCopy(context), 'parts.dvc')}`,
        files: { 'parts/a.csv': 'text,label\nx,1\n', 'parts/ä/b.csv': 'text,label\ny,2\n' },
        floating: [],
      };
    },
    hostile(context, name) {
      const folder = dvcCopy(context);
      changeParts(folder, (list) => list.replace('"a.csv"', JSON.stringify(name)));
      return { uri: join(folder, 'parts.dvc'), files: {}, floating: [] };
    },
    altered(context) {
      const folder = dvcCopy(context);
      const cache = join(folder, '.dvc/cache/files/md5/04');
      for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"text":"two"}\n');
      return { uri: join(folder, 'one.jsonl.dvc'), files: {}, floating: [] };
    },
  },
  ownFolder,
);

function tableCopy(context: TestContext, name: 'delta' | 'iceberg'): string {
  const folder = ownFolder(context);
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  return folder;
}

connectorContract(
  {
    connector: deltaSource,
    make(context) {
      const folder = tableCopy(context, 'delta');
      const log = readFileSync(join(folder, '_delta_log/00000000000000000000.json'), 'utf8');
      const first = /part-00000-[^"]+parquet/.exec(log)?.[0] ?? '';
      return {
        uri: `delta:${folder}@0`,
        files: { [first]: readFileSync(join(folder, first)) },
        floating: [`delta:${folder}`],
        pinnedBy: /delta:\S+@\d+/,
      };
    },
    hostile(context, name) {
      const folder = tableCopy(context, 'delta');
      const log = join(folder, '_delta_log/00000000000000000000.json');
      const path = encodeURIComponent(name).replaceAll('%2F', '/');
      writeFileSync(log, readFileSync(log, 'utf8').replace(/part-00000-[^"]+parquet/, path));
      return { uri: `delta:${folder}@0`, files: {}, floating: [] };
    },
  },
  ownFolder,
);

connectorContract(
  {
    connector: icebergSource,
    make(context) {
      const folder = tableCopy(context, 'iceberg');
      const second = readdirSync(join(folder, 'metadata')).find((name) =>
        name.startsWith('00001-'),
      );
      const metadata = readFileSync(join(folder, 'metadata', second ?? ''), 'utf8');
      const [, snapshot = '', id = ''] =
        /snap-(\d+)-\d+-([0-9a-f-]{36})\.avro/.exec(metadata) ?? [];
      const file = `data/00000-0-${id}.parquet`;
      return {
        uri: `iceberg:${folder}@${snapshot}`,
        files: { [file]: readFileSync(join(folder, file)) },
        floating: [`iceberg:${folder}`],
        pinnedBy: /iceberg:\S+@\d+/,
      };
    },
    hostile: () => null,
  },
  ownFolder,
);
