import { readFile } from 'node:fs/promises';
import { CredenceError } from '../core/error.ts';
import { parseScanReport } from '../findings/scan-report-schema.ts';
import { renderFinding } from '../report/explain.ts';

export interface ExplainRequest {
  readonly report: string;
  readonly finding: string;
  readonly redact: boolean;
}

/** `credence explain`: one finding of a JSON report, whole. */
export async function explain({ report, finding, redact }: ExplainRequest): Promise<void> {
  const color = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const parsed = parseScanReport(parseJson(await readReport(report), report));
  process.stdout.write(
    renderFinding(parsed, finding, { color, width: process.stdout.columns || 100, redact }),
  );
}

function readReport(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `The report ${path} could not be read.`, {
      cause,
      at: { file: path },
    });
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CredenceError('REPORT_INVALID', `${path} is not JSON.`, {
      cause,
      at: { file: path },
      hint: 'Reports are written by credence scan --json FILE.',
    });
  }
}
