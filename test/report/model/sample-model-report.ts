import { digestOf } from '../../../src/core/digest.ts';
import type {
  ModelFileFinding,
  ModelFileReport,
  ModelScanReport,
} from '../../../src/findings/model-file-report.ts';
import type { Verdict } from '../../../src/findings/verdict.ts';
import { HOSTILE } from '../hostile-text.ts';

type FindingFacts = Pick<ModelFileFinding, 'rule' | 'decision' | 'summary'> &
  Partial<ModelFileFinding>;

export function modelFinding(facts: FindingFacts): ModelFileFinding {
  return {
    id: `${facts.rule.split('.')[0]}-0123abcd`,
    fingerprint: digestOf(`${facts.rule} ${facts.summary}`),
    severity: 'high',
    offset: null,
    length: null,
    suggestedAction: 'Do not load this file; have its publisher convert it to safetensors.',
    references: [
      {
        standard: 'CWE',
        edition: '4.18',
        id: 'CWE-502',
        title: 'Deserialization of Untrusted Data',
      },
    ],
    ...facts,
  };
}

export function modelFile(
  facts: Pick<ModelFileReport, 'path'> & Partial<ModelFileReport>,
): ModelFileReport {
  return {
    digest: digestOf(facts.path),
    bytes: 4096,
    format: 'pickle',
    verdict: 'pass',
    rule: 'explained',
    findings: [],
    program: null,
    members: [],
    ...facts,
  };
}

export function modelReport(
  verdict: Verdict,
  files: readonly ModelFileReport[],
  limits: readonly string[] = [],
): ModelScanReport {
  return {
    schemaVersion: 1,
    verdict,
    rules: [{ rule: 'pickle.forbidden-call', verdict, reason: '1 file must not be loaded.' }],
    files,
    policy: { name: 'data-only', digest: digestOf('policy') },
    limits,
    program: { name: 'credence', version: '0.1.0', node: 'v24.0.0' },
    started: '2026-11-20T10:00:00.000Z',
    seconds: 1.25,
  };
}

const CALL = modelFinding({
  rule: 'pickle.forbidden-call',
  decision: 'fail',
  severity: 'critical',
  offset: 499,
  length: 1,
  summary: "Loading calls os.system('…'), which policy data-only does not allow.",
});

const BROKEN = modelFinding({
  rule: 'pickle.broken',
  decision: 'fail',
  offset: 512,
  length: 1,
  summary:
    'The pickle breaks off at 0x200: unknown opcode 0xff. What comes before has run by then.',
});

const OWN_CLASS = modelFinding({
  rule: 'pickle.user-class',
  decision: 'held',
  severity: 'medium',
  offset: 19,
  length: 1,
  summary: 'Loading needs __main__.Model, a class or function of the program that wrote the file.',
  suggestedAction: 'Look at that class; then approve this file by its SHA-256.',
});

export const FAILING: ModelFileReport = modelFile({
  path: 'models/churn.pkl',
  verdict: 'fail',
  rule: 'pickle.forbidden-call',
  findings: [CALL, BROKEN],
  program:
    "from os import system  # at 0x1\nv1 = os.system('…')  # at 0x1f3\n# the stream breaks off at 0x200",
});

/** A payload two archives deep. */
export const NESTED: ModelFileReport = modelFile({
  path: 'models/#1 (final).tar',
  format: 'tar',
  verdict: 'fail',
  rule: 'pickle.forbidden-call',
  members: [
    modelFile({ path: 'readme.txt', format: 'text', digest: null }),
    modelFile({
      path: 'inner.zip',
      format: 'zip',
      verdict: 'fail',
      rule: 'pickle.forbidden-call',
      members: [
        modelFile({
          path: 'a/data.pkl',
          verdict: 'fail',
          rule: 'pickle.forbidden-call',
          findings: [CALL],
          program: "v1 = os.system('…')  # at 0x1f3",
        }),
      ],
    }),
  ],
});

export const HELD: ModelFileReport = modelFile({
  path: 'models/own.pkl',
  verdict: 'held',
  rule: 'pickle.user-class',
  findings: [OWN_CLASS],
  program: 'v1 = __main__.Model.__new__(__main__.Model)',
});

const UNSEEN: ModelFileReport = modelFile({
  path: 'models/blob.bin',
  format: 'unknown',
  digest: null,
  verdict: 'inconclusive',
  rule: 'scan.unreadable',
  findings: [
    modelFinding({
      rule: 'scan.unreadable',
      decision: 'inconclusive',
      summary: 'It cannot be read: permission denied.',
    }),
  ],
});

const PASSED = [
  modelFile({ path: 'models/model.safetensors', format: 'safetensors', bytes: 4e9 }),
  modelFile({ path: 'models/a.npy', format: 'npy' }),
  modelFile({
    path: 'models/b.txt',
    format: 'npy',
    findings: [
      modelFinding({
        rule: 'scan.misleading-name',
        decision: 'note',
        severity: 'low',
        summary: 'The name ends in .txt, and the content is npy.',
        suggestedAction: 'Ask why.',
      }),
    ],
  }),
];

const HOSTILE_FILES = HOSTILE.map((text, index) =>
  modelFile({
    path: `models/${index}/${text}`,
    format: text,
    verdict: 'fail',
    rule: text,
    findings: [
      modelFinding({ rule: text, decision: 'fail', summary: text, suggestedAction: text }),
    ],
    program: `${text}\n${text}`,
    members: [
      modelFile({
        path: text,
        verdict: 'held',
        rule: text,
        findings: [modelFinding({ rule: text, decision: 'held', offset: index, summary: text })],
        program: text,
      }),
    ],
  }),
);

/** A report of every kind, by name. */
export const MODEL_REPORTS: Readonly<Record<string, ModelScanReport>> = {
  pass: modelReport('pass', PASSED),
  fail: modelReport(
    'fail',
    [...PASSED, FAILING, NESTED, HELD, UNSEEN],
    ['Version control: models/.git'],
  ),
  held: modelReport('held', [HELD, ...PASSED]),
  inconclusive: modelReport('inconclusive', [UNSEEN]),
  nothing: modelReport('inconclusive', []),
  hostile: modelReport(
    'fail',
    [
      ...HOSTILE_FILES,
      ...HOSTILE.map((text) => modelFile({ ...HELD, path: text })),
      ...HOSTILE.map((text) => modelFile({ path: text, format: text })),
    ],
    HOSTILE,
  ),
};
