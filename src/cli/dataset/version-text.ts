import type { VersionRow } from '../../registry/rows/versions.ts';

/** A version as people write it: `tickets@0123456789ab`. */
export function versionName({ dataset, id }: Pick<VersionRow, 'dataset' | 'id'>): string {
  return `${dataset}@${id.slice(7, 19)}`;
}

/** A time as people read it: `2026-06-01 08:00`. */
export function timeText(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
