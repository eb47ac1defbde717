import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { hubStub } from '../../test/intake/stubs/hub-stub.ts';
import type { ConformanceCheck, ConformanceSuite } from './suite.ts';

const FILES = {
  'README.md': '# short\n',
  'train.jsonl': 'long enough for git-lfs, and so with a pointer of its own\n',
};

/** What the stub of the Hub in the tests answers is what the Hub's own description says that it answers. */
export const hubStubAnswers: ConformanceSuite = {
  name: 'hugging-face: answers of the stub',
  async run({ corpora }) {
    const file = join(corpora, 'hf-openapi', 'openapi.json');
    if (!existsSync(file)) return undefined;
    const endings: (() => void)[] = [];
    try {
      return await checks(JSON.parse(readFileSync(file, 'utf8')) as OpenApi, {
        after: (end: () => void) => endings.push(end),
      });
    } finally {
      for (const end of endings) end();
    }
  },
};

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly responses: Readonly<
            Record<
              string,
              { readonly content: Readonly<Record<string, { readonly schema: object }>> }
            >
          >;
        };
      }
    >
  >;
}

async function checks(
  { paths }: OpenApi,
  context: { after(end: () => void): void },
): Promise<readonly ConformanceCheck[]> {
  const hub = await hubStub(context, {
    commits: [{ user: 'ann', date: '2024-01-01T00:00:00.000Z', files: FILES }],
    tags: { v1: 0 },
    scans: { 'train.jsonl': 'unsafe' },
    owner: {
      _id: '5e9ecfc04957053f60648a3e',
      type: 'user',
      createdAt: '2022-01-01T00:00:00.000Z',
      isVerified: false,
    },
  });
  const repository = '/api/datasets/{namespace}/{repo}';
  const asked: Readonly<Record<string, string>> = {
    '/api/users/{username}/overview': '/api/users/acme/overview',
    [`${repository}/commits/{rev}`]: '/api/datasets/acme/tickets/commits/main',
    [`${repository}/refs`]: '/api/datasets/acme/tickets/refs',
    [`${repository}/tree/{rev}/{path}`]:
      '/api/datasets/acme/tickets/tree/main?recursive=true&expand=true',
  };
  return await Promise.all(
    Object.entries(asked).map(async ([path, address]): Promise<ConformanceCheck> => {
      const schema = paths[path]?.get?.responses['200']?.content['application/json']?.schema;
      if (schema === undefined) return { name: path, outcome: 'absent', detail: 'not described' };
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      const answer: unknown = await (await fetch(`${hub.origin}${address}`)).json();
      if (validate(described(answer))) return { name: path, outcome: 'same', detail: '' };
      const [problem] = validate.errors ?? [];
      const detail = `${problem?.instancePath} ${problem?.message} ${JSON.stringify(problem?.params)}`;
      return { name: path, outcome: 'differs', detail };
    }),
  );
}

/** The description of files leaves out their path, which every answer of the Hub and every client of it has. */
function described(answer: unknown): unknown {
  if (!Array.isArray(answer)) return answer;
  return answer.map((entry: Readonly<Record<string, unknown>>) => {
    const { path: _path, ...rest } = entry;
    return rest;
  });
}
