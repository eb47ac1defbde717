import type { MirroredAmounts } from '../../engine/operations/amounts.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';

const LEVEL = 1e-6;
const LEAST_RECORDS = 20;
/** So many times what lies beside the mirrored predictions. */
const LEAST_RATIO = 5;

export interface JudgedMirror {
  readonly mirror: MirroredAmounts;
  readonly pValue: number;
  readonly qValue: number;
  readonly tried: number;
}

/**
 * The centre at which amounts were turned round, if they were. Null: a far amount lies within two deviations of the
 * mirrored prediction no rather than two to four beside it (binomial of one half, Chernoff's bound; Bonferroni over
 * centres).
 */
export function judgeMirrors(mirrors: readonly MirroredAmounts[]): JudgedMirror | null {
  const [strongest] = mirrors
    .map((mirror) => ({ mirror, logP: logProbability(mirror) }))
    .sort((a, b) => a.logP - b.logP);
  if (strongest === undefined) return null;
  const { mirror, logP } = strongest;
  const inside = mirror.positions.length;
  const qValue = Math.min(1, Math.exp(logP) * mirrors.length);
  if (qValue > LEVEL || inside < LEAST_RECORDS || inside < LEAST_RATIO * mirror.beside) return null;
  return { mirror, pValue: Math.exp(logP), qValue, tried: mirrors.length };
}

function logProbability({ positions, beside }: MirroredAmounts): number {
  const inside = positions.length;
  if (inside <= beside) return 0;
  return upperTail({ counts: [inside + beside], logits: [0] }, inside).logProbability();
}
