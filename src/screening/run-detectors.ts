import { CredenceError } from '../core/error.ts';
import type { Pattern } from '../findings/pattern.ts';
import type { CheckRun } from '../findings/scan-report.ts';
import { CoveredRecords } from './covered-records.ts';
import type { Detection, Detector, DetectorContext } from './detector.ts';
import { detectors } from './detectors.ts';
import { findingFrom } from './finding-from-suspicion.ts';
import type { FoundPattern } from './record-risk.ts';

/** What a detector did, and what it found. */
export interface DetectorRun {
  readonly check: CheckRun;
  readonly found: readonly FoundPattern[];
}

type Decided = Pick<Parameters<typeof findingFrom>[1], 'decisions' | 'today'>;

/**
 * Runs all detectors on one engine, at once, and words what they found in their fixed order: what an
 * earlier one has found, a later one does not say again.
 *
 * @throws CredenceError `CANCELLED`. What else stops a detector is in its run.
 */
export async function runDetectors(
  context: DetectorContext,
  decided: Decided,
): Promise<DetectorRun[]> {
  const examined = await Promise.all(detectors.map((detector) => examine(detector, context)));
  const covered = new CoveredRecords(context.engine.dataset.records);
  const runs: DetectorRun[] = [];
  for (const { detector, check, suspicions } of examined) {
    const found: FoundPattern[] = [];
    const explained = new Set<Pattern>();
    for (const suspicion of suspicions) {
      if (covered.explains(suspicion)) explained.add(suspicion.pattern);
      if (explained.has(suspicion.pattern)) continue;
      const shown = suspicion.shown && !covered.repeats(suspicion);
      const finding = shown
        ? await findingFrom(suspicion, { ...decided, engine: context.engine, detector })
        : null;
      found.push({ suspicion, finding });
    }
    for (const { suspicion, finding } of found)
      if (finding !== null) covered.add(suspicion, { accepted: finding.decision !== null });
    runs.push({ check, found });
  }
  return runs;
}

interface Examined {
  readonly detector: Detector;
  readonly check: CheckRun;
  readonly suspicions: Detection['suspicions'];
}

async function examine(detector: Detector, context: DetectorContext): Promise<Examined> {
  const { id, version, title } = detector;
  const { dataset } = context.engine;
  const check = { id, version, title, misses: detector.misses(dataset), tried: null };
  const reason = detector.inapplicable(dataset, context.baseline?.dataset ?? null);
  if (reason !== null)
    return { detector, check: { ...check, state: 'not-applicable', note: reason }, suspicions: [] };
  try {
    const { suspicions, tried, looked, figures, notApplicable } = await detector.run(context);
    if (notApplicable !== undefined) {
      const state = 'not-applicable';
      return { detector, check: { ...check, state, note: notApplicable }, suspicions };
    }
    const ran: CheckRun = { ...check, state: 'ran', note: looked, tried };
    return {
      detector,
      check: figures === undefined ? ran : { ...ran, figures },
      suspicions,
    };
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'CANCELLED') throw error;
    const note = error instanceof Error ? error.message : String(error);
    return { detector, check: { ...check, state: 'not-run', note }, suspicions: [] };
  }
}
