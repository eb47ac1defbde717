import type { ModelFileFinding, ModelScanReport } from '../../findings/model-file-report.ts';
import { sentence } from '../finding-words.ts';
import { visibleJson } from '../visible-json.ts';
import { modelVerdictWords } from './model-words.ts';
import { placedFindings } from './placed-findings.ts';
import { type ArtifactTree, artifactTree } from './sarif-artifacts.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * A report on model files as a SARIF 2.1.0 log (OASIS Standard): one result a finding, with its
 * region in bytes (§3.30.11), members of archives as nested artifacts (§3.24.3). A result lies at
 * the file that a person can open; where in which member is a related location.
 */
export function renderModelSarif(report: ModelScanReport): string {
  const tree = artifactTree(report.files);
  const results = report.files.flatMap((file) =>
    placedFindings(file).map((placed) => result(placed, { file, tree })),
  );
  return visibleJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(report) },
        invocations: [invocation(report)],
        artifacts: tree.artifacts,
        columnKind: 'utf16CodeUnits',
        results,
        properties: {
          verdict: report.verdict,
          rules: report.rules,
          policy: report.policy.name,
          policyDigest: report.policy.digest,
        },
      },
    ],
  });
}

function driver({ files, program }: ModelScanReport): object {
  const findings = files.flatMap((file) => placedFindings(file).map(({ finding }) => finding));
  const first = new Map(findings.toReversed().map((finding) => [finding.rule, finding]));
  return {
    name: 'Credence',
    version: program.version,
    semanticVersion: program.version,
    shortDescription: { text: 'Accepts a model file only where it can explain every byte of it.' },
    rules: [...first.values()].sort(byRule).map(rule),
  };
}

function byRule(a: ModelFileFinding, b: ModelFileFinding): number {
  return a.rule < b.rule ? -1 : 1;
}

function rule({ rule: id, suggestedAction, references }: ModelFileFinding): object {
  return {
    id,
    name: sentence(id),
    shortDescription: { text: sentence(id.replace('.', ': ').replaceAll('-', ' ')) },
    help: { text: sentence(suggestedAction) },
    properties: {
      tags: [
        'security',
        ...references
          .filter(({ standard }) => standard === 'CWE')
          .map((reference) => `external/cwe/${reference.id.toLowerCase()}`),
      ],
    },
  };
}

function result(
  { finding, trail, within }: ReturnType<typeof placedFindings>[number],
  { file, tree }: { readonly file: typeof within; readonly tree: ArtifactTree },
): object {
  const region = regionOf(finding);
  const location = { artifactLocation: tree.locationOf(file) };
  const nested = { artifactLocation: tree.locationOf(within), ...region };
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.decision],
    message: { text: `${sentence(finding.summary)} ${sentence(finding.suggestedAction)}` },
    locations: [
      trail.length === 0
        ? { physicalLocation: { ...location, ...region } }
        : {
            physicalLocation: location,
            logicalLocations: [{ fullyQualifiedName: trail.join('/'), kind: 'member' }],
          },
    ],
    ...(trail.length > 0 && {
      relatedLocations: [{ physicalLocation: nested, message: { text: 'in this member' } }],
    }),
    partialFingerprints: { 'credenceModelFile/v1': finding.fingerprint },
    properties: {
      id: finding.id,
      decision: finding.decision,
      severity: finding.severity,
      format: within.format,
      references: finding.references,
    },
  };
}

const LEVELS: Readonly<Record<ModelFileFinding['decision'], 'error' | 'warning' | 'note'>> = {
  fail: 'error',
  inconclusive: 'warning',
  held: 'warning',
  note: 'note',
};

function regionOf({ offset, length }: ModelFileFinding): object {
  if (offset === null) return {};
  return { region: { byteOffset: offset, byteLength: length ?? 0 } };
}

function invocation(report: ModelScanReport): object {
  const started = new Date(report.started);
  const known = !Number.isNaN(started.getTime());
  const unseen = report.files.filter(({ verdict }) => verdict === 'inconclusive').length;
  return {
    executionSuccessful: unseen === 0 && report.files.length > 0,
    ...(known && {
      startTimeUtc: started.toISOString(),
      endTimeUtc: new Date(started.getTime() + report.seconds * 1000).toISOString(),
    }),
    exitCodeDescription: modelVerdictWords(report).headline,
    toolExecutionNotifications: report.limits.map((limit) => ({
      level: 'note',
      message: { text: sentence(limit) },
    })),
  };
}
