import type { Verdict } from '../../findings/verdict.ts';
import type { Style } from './styled-text.ts';

/** How a verdict stands at the head of a page, with and without colour. */
export const VERDICT_SIGNS: Readonly<
  Record<Verdict, { readonly sign: string; readonly style: Style }>
> = {
  pass: { sign: '✓ PASS', style: 'good' },
  fail: { sign: '✗ FAIL', style: 'bad' },
  held: { sign: '‖ HELD', style: 'warning' },
  inconclusive: { sign: '? INCONCLUSIVE', style: 'warning' },
};
