import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';

/** The folder of a kit within an exported version. */
export const KIT_FOLDER = 'credence-kit';

/** Where in a kit things stand. Names are digests or key ids: whoever checks trusts none of them. */
export interface KitPaths {
  readonly readme: string;
  readonly manifest: string;
  readonly checkpoint: string;
  readonly verifierKey: string;
  readonly recordDigests: string;
  readonly statements: string;
  readonly entries: string;
  readonly receipts: string;
  readonly keys: string;
  readonly deletedRows: string;
}

export function kitPaths(kit: string): KitPaths {
  return {
    readme: join(kit, 'README.md'),
    manifest: join(kit, 'manifest.json'),
    checkpoint: join(kit, 'checkpoint'),
    verifierKey: join(kit, 'verifier-key.txt'),
    recordDigests: join(kit, 'record-digests.bin'),
    statements: join(kit, 'statements'),
    entries: join(kit, 'entries'),
    receipts: join(kit, 'receipts'),
    keys: join(kit, 'keys'),
    deletedRows: join(kit, 'deleted-rows'),
  };
}

/** The 64 digits by which statement, entry and receipt are named alike. */
export function kitName(statement: Digest): string {
  return statement.slice('sha256:'.length);
}
