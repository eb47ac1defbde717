import type { ModelFileReport, ModelScanReport } from '../../findings/model-file-report.ts';
import { nameText } from '../finding-words.ts';
import { filesWith } from './model-words.ts';

/** Held files that can be approved, which are those whose digest is known; of copies the first. */
export function approvableFiles(report: ModelScanReport): readonly ModelFileReport[] {
  const seen = new Set<string>();
  return filesWith(report, 'held').filter(
    ({ digest }) => digest !== null && seen.size < seen.add(digest).size,
  );
}

/** The line of a policy file that approves a file by its digest, with a place for the reason. */
function approvalLine({ digest, path }: ModelFileReport): string {
  return `  ${digest}: WHO looked at it, WHEN and WHY   # ${nameText(path)}`;
}

/**
 * A policy file (YAML) that approves what a scan held, to be completed by whoever takes
 * responsibility. Files of a policy of the user's own keep its name, and only need the new lines.
 */
export function approvalPolicy(report: ModelScanReport): readonly string[] {
  const lines = ['files:', ...approvableFiles(report).map(approvalLine)];
  const { name } = report.policy;
  const isBuiltIn = name === 'data-only' || name.startsWith('library:');
  return isBuiltIn ? ['name: approved-models', `extends: ['${name}']`, ...lines] : lines;
}
