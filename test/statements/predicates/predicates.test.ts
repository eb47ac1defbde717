import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOf } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { buildBom } from '../../../src/statements/cyclonedx/build-bom.ts';
import type { PredicateType } from '../../../src/statements/in-toto/predicate-type.ts';
import { descriptorOf } from '../../../src/statements/in-toto/resource-descriptor.ts';
import {
  openStatement,
  signStatement,
  statementBytes,
} from '../../../src/statements/in-toto/signed-statement.ts';
import {
  isAbout,
  makeStatement,
  parseStatementAs,
  type Statement,
} from '../../../src/statements/in-toto/statement.ts';
import {
  APPROVAL,
  type ApprovalPredicate,
  approvalStatement,
  openApproval,
} from '../../../src/statements/predicates/approval.ts';
import { bomStatement, CYCLONEDX_BOM } from '../../../src/statements/predicates/cyclonedx-bom.ts';
import {
  DATASET_MANIFEST,
  type DatasetManifestPredicate,
  datasetManifestStatement,
} from '../../../src/statements/predicates/dataset-manifest.ts';
import {
  DATASET_TRANSFORM,
  type DatasetTransformPredicate,
  datasetTransformStatement,
} from '../../../src/statements/predicates/dataset-transform.ts';
import { POISON_SCAN } from '../../../src/statements/predicates/poison-scan.ts';
import {
  SLSA_PROVENANCE,
  trainingProvenanceStatement,
} from '../../../src/statements/predicates/slsa-provenance.ts';
import {
  TEST_RESULT,
  testResultStatement,
} from '../../../src/statements/predicates/test-result.ts';
import {
  type GateVerdictFacts,
  gateVerdictStatement,
  VERIFICATION_SUMMARY,
} from '../../../src/statements/predicates/verification-summary.ts';
import { DATASET, MODEL, RUN } from '../facts/sample-facts.ts';
import { credenceError } from '../throws.ts';

const TIME = '2026-09-01T00:00:00Z';
const KEY = KeyPair.generate().publicKey;

const MANIFEST: DatasetManifestPredicate = {
  dataset: 'tickets',
  files: DATASET.files,
  records: 120,
  recordRoot: digestOf('root'),
  schema: [{ name: 'text', type: 'string' }],
  parents: [digestOf('raw')],
  source: 'crm',
  trustTier: 'internal',
  taintedShare: 0.25,
  author: 'Ada',
  message: 'September',
  created: TIME,
};

const TRANSFORM: DatasetTransformPredicate = {
  inputs: [descriptorOf(digestOf('raw'), { name: 'raw' })],
  operation: { name: 'dedup', code: digestOf('code'), parameters: { threshold: 0.9, seed: null } },
  recordsIn: 130,
  recordsOut: 120,
  performedBy: 'Ada',
  started: TIME,
  finished: TIME,
};

const DECISION: ApprovalPredicate = {
  decision: 'approved',
  purpose: 'train',
  reason: 'Looked at the 12 findings; all are topic words.',
  approver: { name: 'Ben', key: KEY.id, role: 'reviewer' },
  evidence: [digestOf('report')],
  decided: TIME,
  expires: null,
};

const GATE: GateVerdictFacts = {
  gate: 'train',
  verdict: 'pass',
  rules: [{ rule: 'screened', verdict: 'pass', reason: 'Scanned a day before.' }],
  expires: null,
  verifier: { id: 'https://ml.example/gate', version: '0.1.0' },
  decided: TIME,
  resourceUri: 'credence:dataset/tickets',
  policy: descriptorOf(digestOf('policy')),
  evidence: [descriptorOf(digestOf('scan'))],
};

const SUBJECT = { name: 'tickets', digest: DATASET.version };

const MADE: readonly (readonly [PredicateType<unknown>, Statement<unknown>])[] = [
  [DATASET_MANIFEST, datasetManifestStatement(DATASET.version, MANIFEST)],
  [
    DATASET_TRANSFORM,
    datasetTransformStatement({ name: 'tickets', version: DATASET.version }, TRANSFORM),
  ],
  [APPROVAL, approvalStatement(SUBJECT, DECISION)],
  [VERIFICATION_SUMMARY, gateVerdictStatement([descriptorOf(DATASET.version)], GATE)],
  [
    SLSA_PROVENANCE,
    trainingProvenanceStatement(RUN, { id: 'https://ml.example/trainer', version: { trl: '1' } }),
  ],
  [
    TEST_RESULT,
    testResultStatement([descriptorOf(MODEL.digest)], { passed: ['a'], warned: [], failed: [] }, [
      descriptorOf(digestOf('suite')),
    ]),
  ],
];

describe('every predicate', () => {
  for (const [type, statement] of MADE) {
    it(`${type.title} is read back as it was made`, () => {
      const plain: unknown = JSON.parse(statementBytes(statement).toString());
      assert.deepEqual(parseStatementAs(type, statementBytes(statement)), plain);
    });
  }

  for (const type of [...MADE.map(([one]) => one), POISON_SCAN]) {
    it(`${type.title} takes hostile values as its own errors`, () => {
      fc.assert(
        fc.property(fc.object(), (predicate) => {
          const statement = { ...MADE[0]?.[1], predicateType: type.uri, predicate };
          try {
            parseStatementAs(type, Buffer.from(JSON.stringify(statement)));
          } catch (error) {
            assert.ok(error instanceof CredenceError, String(error));
          }
        }),
        { numRuns: 50 },
      );
    });
  }
});

describe('a dataset manifest', () => {
  it('is about the version and about each file', () => {
    const statement = datasetManifestStatement(DATASET.version, MANIFEST);
    for (const digest of [DATASET.version, ...DATASET.files.map((file) => file.digest)])
      assert.equal(isAbout(statement, digest), true);
  });

  for (const path of [
    '../secret',
    '/etc/passwd',
    'a/../b',
    'a//b',
    '',
    '.',
    'a\\b',
    'C:/x',
    'a\0',
  ]) {
    it(`refuses the path ${JSON.stringify(path)}`, () => {
      const files = [{ path, digest: digestOf('x'), bytes: 1 }];
      assert.throws(
        () => datasetManifestStatement(DATASET.version, { ...MANIFEST, files }),
        credenceError('DATA_MALFORMED', /files\[0\]\.path/),
      );
    });
  }

  it('refuses one path twice', () => {
    const [file] = MANIFEST.files;
    assert.throws(
      () =>
        makeStatement(DATASET_MANIFEST, [descriptorOf(DATASET.version)], {
          ...MANIFEST,
          files: file === undefined ? [] : [file, file],
        }),
      credenceError('DATA_MALFORMED', /twice/),
    );
  });
});

describe('an approval', () => {
  it('needs a reason and a key', () => {
    for (const part of [{ reason: ' ' }, { approver: { ...DECISION.approver, key: 'ada' } }]) {
      const predicate = { ...DECISION, ...part } as ApprovalPredicate;
      assert.throws(
        () => approvalStatement(SUBJECT, predicate),
        credenceError('DATA_MALFORMED', /reason|key/),
      );
    }
  });
});

describe('an approval in somebody’s name', () => {
  const ben = KeyPair.generate();
  const eve = KeyPair.generate();
  const approver = { ...DECISION.approver, key: ben.publicKey.id };
  const statement = approvalStatement(SUBJECT, { ...DECISION, approver });
  const keys = [ben.publicKey, eve.publicKey];

  it('opens where he signed it himself', () => {
    const opened = openApproval(signStatement(statement, [ben]), keys);
    assert.deepEqual([opened.statement, opened.signers], [statement, [ben.publicKey.id]]);
  });

  it('is refused where somebody else did, however trusted', () => {
    assert.throws(
      () => openApproval(signStatement(statement, [eve]), keys),
      credenceError('SIGNATURE_INVALID', /in the name of Ben, who did not sign/),
    );
  });
});

describe('a bill of materials as a statement', () => {
  const bom = buildBom(RUN, {
    timestamp: TIME,
    author: { name: 'ML platform' },
    tool: { name: 'credence', version: '0.1.0' },
  });

  it('is about the model and its files, and opens as a bill', () => {
    const key = KeyPair.generate();
    const signed = signStatement(bomStatement(bom), [key]);
    const { statement } = openStatement(CYCLONEDX_BOM, signed, { keys: [key.publicKey] });
    assert.deepEqual(statement.predicate, bom);
    for (const digest of [MODEL.digest, ...MODEL.files.map((file) => file.digest)])
      assert.equal(isAbout(statement, digest), true);
  });

  it('is refused where it is no bill, or about nothing', () => {
    assert.throws(
      () => bomStatement({ ...bom, specVersion: '1.4' }),
      credenceError('DATA_MALFORMED', /official schema/),
    );
    assert.throws(
      () => bomStatement({ bomFormat: 'CycloneDX', specVersion: '1.7' }),
      credenceError('DATA_MALFORMED', /nothing that has a SHA-256/),
    );
  });
});

describe('a gate’s verdict', () => {
  for (const verdict of ['held', 'inconclusive', 'fail'] as const) {
    it(`that is ${verdict} is FAILED to SLSA, and says so itself`, () => {
      const rules = [...GATE.rules, { rule: 'approved', verdict, reason: 'One of two approved.' }];
      const { predicate } = gateVerdictStatement([descriptorOf(DATASET.version)], {
        ...GATE,
        verdict,
        rules,
      });
      assert.equal(predicate.verificationResult, 'FAILED');
      assert.deepEqual(predicate.verifiedLevels, []);
      assert.deepEqual(predicate.credence_gate, { gate: 'train', verdict, rules, expires: null });
    });
  }

  it('names the rules that decided, and cannot pass against one', () => {
    const subject = [descriptorOf(DATASET.version)];
    for (const rules of [[], [{ rule: 'r', verdict: 'held' as const, reason: '' }]])
      assert.throws(
        () => gateVerdictStatement(subject, { ...GATE, rules }),
        credenceError('DATA_MALFORMED', /rule/),
      );
  });

  it('that says PASSED against its own gate is refused', () => {
    const made = gateVerdictStatement([descriptorOf(DATASET.version)], {
      ...GATE,
      verdict: 'held',
      rules: [{ rule: 'r', verdict: 'held', reason: '' }],
    });
    const predicate = { ...made.predicate, verificationResult: 'PASSED' };
    assert.throws(
      () => parseStatementAs(VERIFICATION_SUMMARY, statementBytes({ ...made, predicate })),
      credenceError('DATA_MALFORMED', /against its own gate/),
    );
  });
});

describe('a training run’s provenance', () => {
  it('depends on everything that went in, by digest', () => {
    const [, statement] = MADE[4] ?? [];
    const { predicate } = parseStatementAs(
      SLSA_PROVENANCE,
      statementBytes(statement as Statement<unknown>),
    );
    const found = predicate.buildDefinition.resolvedDependencies?.map(
      ({ digest }) => digest?.['sha256'],
    );
    const wanted = [
      RUN.baseModel,
      ...RUN.datasets.map(({ version }) => ({ digest: version })),
      RUN.code,
      RUN.trainer,
      RUN.environment.image,
      RUN.tokenizer,
      ...RUN.templates,
    ];
    assert.deepEqual(
      found,
      wanted.map((one) => one?.digest.slice('sha256:'.length)),
    );
  });

  it('names every fact that is missing', () => {
    const { licence: _, ...dataset } = DATASET;
    const facts = { ...RUN, datasets: [dataset], code: undefined } as unknown as typeof RUN;
    assert.throws(
      () => trainingProvenanceStatement(facts, { id: 'x', version: {} }),
      credenceError('DATA_MALFORMED', /code.*licence of dataset tickets/),
    );
  });
});

describe('a test result', () => {
  it('is a failure where nothing ran', () => {
    const nothing = { passed: [], warned: [], failed: [] };
    const about = [descriptorOf(MODEL.digest)];
    assert.equal(testResultStatement(about, nothing, []).predicate.result, 'FAILED');
    const warned = { ...nothing, passed: ['a'], warned: ['b'] };
    assert.equal(testResultStatement(about, warned, []).predicate.result, 'WARNED');
    const failed = { ...warned, failed: ['c'] };
    assert.equal(testResultStatement(about, failed, []).predicate.result, 'FAILED');
  });
});
