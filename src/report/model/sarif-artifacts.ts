import type { ModelFileReport } from '../../findings/model-file-report.ts';
import { encodeSegments, fileUri } from '../file-uri.ts';

interface ArtifactLocation {
  readonly uri: string;
  readonly index: number;
}

/** Files and what is in them as SARIF artifacts (§3.24). */
export interface ArtifactTree {
  readonly artifacts: readonly object[];
  locationOf(file: ModelFileReport): ArtifactLocation;
}

/** Lists every file, and those members that something was found in, each after what holds it. */
export function artifactTree(files: readonly ModelFileReport[]): ArtifactTree {
  const artifacts: object[] = [];
  const locations = new Map<ModelFileReport, ArtifactLocation>();
  const add = (file: ModelFileReport, parent: ArtifactLocation | null): void => {
    const uri = parent === null ? fileUri(file.path) : encodeSegments(file.path);
    const location = { uri, index: artifacts.length };
    locations.set(file, location);
    artifacts.push({
      location: { uri },
      ...(parent !== null && { parentIndex: parent.index }),
      length: file.bytes,
      ...(file.digest !== null && { hashes: { 'sha-256': file.digest.slice('sha256:'.length) } }),
      properties: { format: file.format, verdict: file.verdict, rule: file.rule },
    });
    for (const member of file.members) if (hasFindings(member)) add(member, location);
  };
  for (const file of files) add(file, null);
  return {
    artifacts,
    locationOf: (file) => locations.get(file) ?? { uri: fileUri(file.path), index: -1 },
  };
}

function hasFindings({ findings, members }: ModelFileReport): boolean {
  return findings.length > 0 || members.some(hasFindings);
}
