import type { Verdict } from '../../findings/verdict.ts';
import type { DatasetFacts } from '../facts/dataset-facts.ts';
import type { GateFacts } from '../facts/started-run-facts.ts';
import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import type { Attestation, Claim, Declarations, Evidence, Standard } from './bom.ts';
import { BOM_REF, datasetRef } from './bom-refs.ts';

const ASSESSOR = 'assessor';
const POLICY = 'gate-policy';

type Scan = NonNullable<DatasetFacts['scan']>;

interface Declared {
  readonly claim: Claim;
  readonly evidence: Evidence;
}

/** What scans and the gate said, with the digests of what they rest on; nothing where nothing was asked. */
export function declarations(run: TrainingRunFacts): Declarations | undefined {
  const scans = run.datasets.flatMap((dataset) =>
    dataset.scan === undefined ? [] : [scanDeclared(dataset, dataset.scan)],
  );
  const gates = run.gate === null ? [] : [gateDeclared(run.gate)];
  const declared = [...scans, ...gates];
  if (declared.length === 0) return undefined;
  return {
    assessors: [
      {
        'bom-ref': ASSESSOR,
        thirdParty: false,
        organization: { name: run.model.producer },
      },
    ],
    claims: declared.map(({ claim }) => claim),
    evidence: declared.map(({ evidence }) => evidence),
    attestations: run.gate === null ? undefined : [attestation(run.gate)],
  };
}

/** The policy of the gate as a standard, each rule that decided a requirement. */
export function standards(run: TrainingRunFacts): readonly Standard[] | undefined {
  if (run.gate === null) return undefined;
  const { gate, policy, rules } = run.gate;
  return [
    {
      'bom-ref': POLICY,
      name: `policy of the gate ${gate}`,
      version: policy,
      requirements: rules.map(({ rule }, index) => ({
        'bom-ref': ruleRef(index),
        identifier: rule,
        title: rule,
      })),
    },
  ];
}

function scanDeclared({ version, name }: DatasetFacts, scan: Scan): Declared {
  const ref = datasetRef(version);
  return {
    claim: {
      'bom-ref': `${ref}-scan`,
      target: ref,
      predicate: `The scan of ${name} for poison ended with ${scan.verdict}.`,
      reasoning: `Policy ${scan.policy}`,
      evidence: [`${ref}-scan-report`],
    },
    evidence: {
      'bom-ref': `${ref}-scan-report`,
      propertyName: 'poison-scan',
      description: `report ${scan.report}`,
      created: scan.finished,
    },
  };
}

function gateDeclared(gate: GateFacts): Declared {
  return {
    claim: {
      'bom-ref': 'gate-claim',
      target: BOM_REF.model,
      predicate: `The gate ${gate.gate} ended with ${gate.verdict}.`,
      reasoning: `Policy ${gate.policy}`,
      evidence: ['gate-statement'],
    },
    evidence: {
      'bom-ref': 'gate-statement',
      propertyName: 'gate-verdict',
      description: `signed statement ${gate.statement}`,
      created: gate.decided,
    },
  };
}

function attestation({ gate, verdict, rules }: GateFacts): Attestation {
  return {
    summary: `${gate}: ${verdict}`,
    assessor: ASSESSOR,
    map: rules.map((rule, index) => ({
      requirement: ruleRef(index),
      claims: ['gate-claim'],
      conformance: { score: scoreOf(rule.verdict), rationale: rule.reason },
    })),
  };
}

/** CycloneDX grades from 0 to 1; a rule that did not pass is not met, whatever the reason. */
function scoreOf(verdict: Verdict): number {
  return verdict === 'pass' ? 1 : 0;
}

function ruleRef(index: number): string {
  return `${POLICY}-rule-${index + 1}`;
}
