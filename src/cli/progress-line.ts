import type { Progress } from '../engine/progress.ts';

const REFRESH = 100;
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

/** One line on standard error that changes in place. On anything but a terminal it says nothing. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) return { update: () => undefined, clear: () => undefined };
  const started = performance.now();
  let shown = Number.NEGATIVE_INFINITY;
  let phase: Progress['phase'] | null = null;
  return {
    update(progress) {
      const now = performance.now();
      if (progress.phase === phase && now - shown < REFRESH) return;
      [shown, phase] = [now, progress.phase];
      stream.write(
        `\r\u001b[K${progressText(progress, (now - started) / 1000)}`.slice(
          0,
          (stream.columns || 80) + 4,
        ),
      );
    },
    clear() {
      if (phase !== null) stream.write('\r\u001b[K');
    },
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
