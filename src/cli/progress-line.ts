import type { Progress } from '../engine/progress.ts';
import { liveLine } from './live-line.ts';

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  reading: 'Reading',
  copies: 'Looking for copies',
  model: 'Learning what the rest of a record predicts',
  counting: 'Counting features',
  measuring: 'Measuring evidence',
  reporting: 'Writing the report',
};

export interface ProgressLine {
  update(progress: Progress): void;
  clear(): void;
}

/** The progress of a scan, as one line that changes in place. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  const line = liveLine(stream);
  const started = performance.now();
  let phase: Progress['phase'] | null = null;
  return {
    update(progress) {
      const atOnce = progress.phase !== phase;
      phase = progress.phase;
      line.show(progressText(progress, (performance.now() - started) / 1000), { atOnce });
    },
    clear: () => line.clear(),
  };
}

/** Phase, records, rate and time left, as far as they are known. */
export function progressText({ phase, records, share }: Progress, seconds: number): string {
  const parts = [PHASES[phase], `${records.toLocaleString('en')} records`];
  if (phase === 'reading' && seconds > 0.5)
    parts.push(`${Math.round(records / seconds).toLocaleString('en')} a second`);
  if (share !== null && share > 0.02 && seconds > 0.5)
    parts.push(
      `${Math.round(share * 100)} %`,
      `${Math.ceil((seconds * (1 - share)) / share)} s left`,
    );
  return parts.join(' · ');
}
