import type { ByteSource } from '../byte-source.ts';
import type { Inspection } from '../inspection.ts';
import { problem } from '../problem.ts';

const LONGEST_POINTER = 1_024;
/** Git LFS specification, version 1. */
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-\d-[^\n]+\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/;

/** Whether a source only says which file of Git LFS belongs in its place. */
export function looksLikeLfsPointer(source: ByteSource): boolean {
  return source.length <= LONGEST_POINTER && POINTER.test(textOf(source));
}

/** A pointer of Git LFS: harmless, and not what was meant to be scanned. */
export function inspectLfsPointer(source: ByteSource): Inspection {
  const [, digest, size] = POINTER.exec(textOf(source)) ?? [];
  const found = problem('inconclusive', {
    rule: 'scan.lfs-pointer',
    offset: 0,
    summary: `The file only stands for ${size} bytes of SHA-256 ${digest}, which are not here.`,
    action: 'Fetch the content (git lfs pull), and scan again.',
  });
  return { problems: [found], program: null, members: [] };
}

function textOf(source: ByteSource): string {
  return Buffer.from(source.read(0, source.length)).toString('latin1');
}
