import type { Inspect, Inspection } from '../inspection.ts';
import { problem } from '../problem.ts';

/** 7z: no library that loads models reads it, and payloads have been published in it (nullifAI). */
export const refuseSevenZip: Inspect = () => refused('seven-zip', '7z');

/** rar: no library that loads models reads it. */
export const refuseRar: Inspect = () => refused('rar', 'rar');

function refused(room: string, name: string): Inspection {
  const found = problem('fail', {
    rule: `${room}.refused`,
    offset: 0,
    severity: 'high',
    summary: `The file is a ${name} archive, which no library that loads models reads.`,
    action: 'Unpack it where nothing is run, and scan what is in it; ask why it came this way.',
  });
  return { problems: [found], program: null, members: [] };
}
