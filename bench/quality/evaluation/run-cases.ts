import type { CaseResult, EvaluationCase, EvaluationContext } from './evaluation-case.ts';

export interface MeasuredCase extends CaseResult {
  readonly id: string;
  readonly title: string;
  readonly must: string;
  readonly extra: boolean;
  readonly seconds: number;
}

/** Runs cases one after the other; what cannot be measured is not met. */
export async function* runCases(
  cases: readonly EvaluationCase[],
  context: EvaluationContext,
): AsyncGenerator<MeasuredCase> {
  for (const one of cases) {
    const started = performance.now();
    const result = await measured(one, context);
    const { id, title, must, extra = false } = one;
    yield { id, title, must, extra, ...result, seconds: (performance.now() - started) / 1000 };
  }
}

async function measured(one: EvaluationCase, context: EvaluationContext): Promise<CaseResult> {
  try {
    return await one.run(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { met: false, measured: `not measured: ${reason}`, details: [] };
  }
}
