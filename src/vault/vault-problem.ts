import type { Digest } from '../core/digest.ts';
import type { VaultProblem } from './object-store.ts';

/** Where something was found wrong. */
interface ProblemPlace {
  readonly digest: Digest | null;
  readonly path: string;
  readonly byte?: number;
}

/** A problem with the sentence that tells it. */
export function vaultProblem(
  kind: VaultProblem['kind'],
  { digest, path, byte }: ProblemPlace,
  detail = '',
): VaultProblem {
  const where = byte === undefined ? path : `${path} at byte ${byte}`;
  return {
    kind,
    digest,
    path,
    byte: byte ?? null,
    message: sentence(kind, { object: digest ?? 'An object', where, detail }),
  };
}

function sentence(
  kind: VaultProblem['kind'],
  { object, where, detail }: { object: string; where: string; detail: string },
): string {
  switch (kind) {
    case 'altered':
      return `${object} was altered: ${where} holds other bytes${detail && ` (${detail})`}.`;
    case 'missing':
      return `${object} is missing.`;
    case 'unreadable':
      return `${object} cannot be read: ${detail}`;
    case 'damaged-index':
      return `The index of ${where} was altered; it was rebuilt by reading.`;
  }
}
