import { readFileSync } from 'node:fs';
import type { ProgramReference } from './scan-report.ts';

/** Name and version of what made a report. */
export function program(): ProgramReference {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown';
  return { name: 'credence', version, node: process.version };
}
