import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Digest, digestOf } from '../../../src/core/digest.ts';
import type { Bom } from '../../../src/statements/cyclonedx/bom.ts';
import { digestOfHash, hashesIn } from '../../../src/statements/cyclonedx/bom-hash.ts';
import { datasetRef } from '../../../src/statements/cyclonedx/bom-refs.ts';
import {
  BOM_VERSIONS,
  type BomOptions,
  buildBom,
} from '../../../src/statements/cyclonedx/build-bom.ts';
import { serialiseBom } from '../../../src/statements/cyclonedx/serialise-bom.ts';
import { bomProblems, parseBom } from '../../../src/statements/cyclonedx/validate-bom.ts';
import type { TrainingRunFacts } from '../../../src/statements/facts/training-run-facts.ts';
import { DATASET, RUN } from '../facts/sample-facts.ts';
import { credenceError } from '../throws.ts';

const OPTIONS: BomOptions = {
  timestamp: '2026-09-02T00:00:00Z',
  author: { name: 'ML platform', email: 'ml@example.com' },
  tool: { name: 'credence', version: '0.1.0' },
  securityContact: 'https://example.com/security',
};

/** The least that a run can say. */
const { environment, ...REST } = RUN;
const BARE: TrainingRunFacts = {
  ...REST,
  command: null,
  hyperparameters: {},
  environment: { libraries: [], hardware: [], complete: environment.complete },
  datasets: [
    {
      name: 'd',
      version: digestOf('d'),
      role: 'training',
      files: DATASET.files,
      source: DATASET.source,
      retrieved: DATASET.retrieved,
      licence: 'Licence of our own',
      reviewer: { name: 'Ada' },
      owner: 'us',
    },
  ],
  datasetsComplete: false,
  baseModel: null,
  tokenizer: null,
  templates: [],
  byproducts: [],
  gate: null,
  model: {
    name: 'm',
    version: '1',
    digest: digestOf('m'),
    files: RUN.model.files,
    created: RUN.model.created,
    producer: 'us',
    licence: 'MIT',
  },
};

function bytes(bom: Bom): Buffer {
  return Buffer.from(serialiseBom(bom));
}

function digestsIn(facts: unknown): Set<Digest> {
  const found = JSON.stringify(facts).match(/sha256:[0-9a-f]{64}/g) ?? [];
  return new Set(found as Digest[]);
}

describe('a bill of materials', () => {
  for (const version of BOM_VERSIONS) {
    for (const [what, run] of [
      ['everything', RUN],
      ['the least', BARE],
    ] as const) {
      it(`${version} of ${what} is valid by the official schema`, () => {
        const bom = buildBom(run, { ...OPTIONS, version });
        assert.deepEqual(bomProblems(JSON.parse(serialiseBom(bom))), []);
      });
    }

    it(`${version} keeps every hash through a round trip, and has every digest of its files`, () => {
      const bom = buildBom(RUN, { ...OPTIONS, version });
      const read = parseBom(bytes(bom));
      assert.deepEqual(hashesIn(read), hashesIn(JSON.parse(serialiseBom(bom))));
      const hashed = new Set(hashesIn(read).map(digestOfHash));
      const files = [RUN.model, ...RUN.datasets].flatMap((owner) => owner.files);
      const things = [
        RUN.model,
        RUN.code,
        RUN.trainer,
        RUN.baseModel,
        RUN.tokenizer,
        ...RUN.templates,
      ];
      for (const one of [...files, ...things]) assert.ok(one !== null && hashed.has(one.digest));
      for (const { version: id } of RUN.datasets) assert.ok(hashed.has(id));
    });
  }

  it('loses no digest of the facts but those of by-products', () => {
    const text = serialiseBom(buildBom({ ...RUN, byproducts: [] }, OPTIONS));
    for (const digest of digestsIn({ ...RUN, byproducts: [] }))
      assert.ok(text.includes(digest) || text.includes(digest.slice('sha256:'.length)), digest);
  });

  it('is the same bytes for the same facts, with a serial number of its own content', () => {
    const one = serialiseBom(buildBom(RUN, OPTIONS));
    assert.equal(serialiseBom(buildBom(structuredClone(RUN), OPTIONS)), one);
    const changed = { ...RUN, hyperparameters: { ...RUN.hyperparameters, seed: 8 } };
    const other = buildBom(changed, OPTIONS);
    assert.notEqual(other.serialNumber, JSON.parse(one).serialNumber);
    assert.match(other.serialNumber ?? '', /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/);
  });

  it('names datasets with source, version, retrieval date, licence and reviewer', () => {
    const bom = buildBom(RUN, OPTIONS);
    const found = bom.components?.find((one) => one['bom-ref'] === datasetRef(DATASET.version));
    assert.equal(found?.version, DATASET.version);
    assert.deepEqual(found?.licenses, [{ license: { id: 'CC-BY-4.0' } }]);
    const properties = new Map(found?.properties?.map(({ name, value }) => [name, value]));
    assert.equal(properties.get('credence:retrieved'), DATASET.retrieved);
    assert.equal(properties.get('credence:reviewer'), 'Ada');
    assert.equal(properties.get('credence:source'), 'crm');
    assert.equal(found?.externalReferences?.[0]?.url, DATASET.source.uri);
    assert.deepEqual(
      found?.components?.map(({ name }) => name),
      DATASET.files.map(({ path }) => path),
    );
  });

  for (const field of [
    'source',
    'version',
    'retrieved',
    'licence',
    'reviewer',
    'owner',
    'files',
  ] as const) {
    it(`refuses a dataset without ${field}, and names both`, () => {
      const { [field]: _, ...rest } = DATASET;
      const facts = { ...RUN, datasets: [rest] } as unknown as TrainingRunFacts;
      assert.throws(
        () => buildBom(facts, OPTIONS),
        credenceError('DATA_MALFORMED', new RegExp(`${field} of dataset tickets`)),
      );
    });
  }

  it('refuses empty words and paths that leave the dataset', () => {
    const bad = {
      ...DATASET,
      licence: ' ',
      files: [{ path: '../x', digest: digestOf('x'), bytes: 1 }],
    };
    assert.throws(
      () => buildBom({ ...RUN, datasets: [bad] }, OPTIONS),
      credenceError(
        'DATA_MALFORMED',
        /files\[0\]\.path of dataset tickets .*licence of dataset tickets \(is empty\)/,
      ),
    );
  });

  it('says honestly what is complete', () => {
    const aggregates = (facts: TrainingRunFacts): unknown =>
      buildBom(facts, OPTIONS).compositions?.map(({ aggregate }) => aggregate);
    assert.deepEqual(aggregates(RUN), ['complete', 'incomplete', 'unknown']);
    const whole = { ...RUN, environment: { ...environment, complete: true } };
    assert.deepEqual(aggregates(whole), ['complete', 'complete', 'unknown']);
    assert.deepEqual(aggregates({ ...whole, datasetsComplete: false }), [
      'complete',
      'incomplete',
      'unknown',
    ]);
  });

  it('declares no verdict that nobody reached', () => {
    assert.equal(buildBom(BARE, OPTIONS).declarations, undefined);
    const held = {
      ...RUN,
      gate: RUN.gate && {
        ...RUN.gate,
        verdict: 'held' as const,
        rules: [{ rule: 'r', verdict: 'held' as const, reason: 'x' }],
      },
    };
    const [attestation] = buildBom(held, OPTIONS).declarations?.attestations ?? [];
    assert.equal(attestation?.map?.[0]?.conformance?.score, 0);
  });

  it('takes whatever words facts may hold, and stays valid', () => {
    const words = fc
      .string({ minLength: 1, unit: 'binary' })
      .filter((text) => /\S/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(words, words, (name, licence) => {
        const run = {
          ...RUN,
          datasets: [{ ...DATASET, name, licence, description: name, labels: { [name]: 1 } }],
        };
        assert.deepEqual(bomProblems(buildBom(run, OPTIONS)), []);
      }),
      { numRuns: 12 },
    );
  });
});

describe('citations', () => {
  const bom = buildBom(RUN, OPTIONS);

  function at(pointer: string): unknown {
    let value: unknown = bom;
    for (const part of pointer.split('/').slice(1)) value = Reflect.get(Object(value), part);
    return value;
  }

  it('point at something that is there, each field once', () => {
    const pointers = bom.citations?.flatMap((citation) => citation.pointers ?? []) ?? [];
    assert.equal(new Set(pointers).size, pointers.length);
    for (const pointer of pointers) assert.notEqual(at(pointer), undefined, pointer);
  });

  it('attribute what was measured to the tool and what was declared to the author', () => {
    const [measured, declared] = bom.citations ?? [];
    assert.deepEqual([measured?.attributedTo, declared?.attributedTo], ['tool', 'author']);
    assert.ok(measured?.pointers?.includes('/metadata/component/hashes'));
    assert.ok(declared?.pointers?.includes('/metadata/component/licenses'));
    assert.ok(declared?.pointers?.includes('/metadata/component/version'));
    const index = bom.components?.findIndex(
      (one) => one['bom-ref'] === datasetRef(DATASET.version),
    );
    assert.ok(measured?.pointers?.includes(`/components/${index}/version`));
    assert.ok(declared?.pointers?.includes(`/components/${index}/licenses`));
    assert.ok(measured?.pointers?.includes(`/components/${index}/data/0/contents/properties`));
  });

  it('cover every field of every component, but for what only structures', () => {
    const cited = bom.citations?.flatMap((citation) => citation.pointers ?? []) ?? [];
    for (const [index, component] of (bom.components ?? []).entries()) {
      for (const member of Object.keys(component)) {
        if (['type', 'bom-ref', 'name'].includes(member)) continue;
        const prefix = `/components/${index}/${member}`;
        assert.ok(
          cited.some((pointer) => pointer === prefix || pointer.startsWith(`${prefix}/`)),
          prefix,
        );
      }
    }
  });

  it('are not in 1.6, which has no word for them', () => {
    assert.equal(buildBom(RUN, { ...OPTIONS, version: '1.6' }).citations, undefined);
  });
});
