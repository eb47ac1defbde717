import type { LayoutFault } from '../../layout.ts';
import type { ByteView } from '../byte-view.ts';
import type { Claims } from '../claims.ts';
import type { ProblemList } from '../problem-list.ts';

/** HDF5 reserves metadata in blocks of 2,048 bytes and leaves what it freed in them as it was. */
const LEFT_OVER = 8192;

const STEP = 1 << 16;

/**
 * Bytes that belong to two structures are refused. Bytes that belong to none are what HDF5 reserved
 * or freed: empty, or few; no reader of HDF5 looks at them.
 */
export function judgeClaims(claims: Claims, view: ByteView, problems: ProblemList): void {
  const faults = claims.faults();
  for (const fault of faults) {
    if (fault.kind === 'gap') continue;
    problems.add('fail', {
      rule: 'hdf5.overlap',
      severity: 'high',
      offset: fault.start,
      length: fault.end - fault.start,
      summary: `The same bytes are ${fault.first} and ${fault.second}.`,
      action: 'Have its publisher write the file anew (h5repack).',
    });
  }
  const filled = faults.filter((fault) => fault.kind === 'gap' && !isZero(view, fault));
  const bytes = filled.reduce((sum, { start, end }) => sum + end - start, 0);
  const [first] = filled;
  if (first === undefined) return;
  problems.add(bytes > LEFT_OVER ? 'held' : 'note', {
    rule: 'hdf5.unexplained-bytes',
    offset: first.start,
    length: first.end - first.start,
    summary: `${bytes} bytes that are not empty belong to nothing in the file.`,
    action: 'Have its publisher write the file anew (h5repack), or approve it by its digest.',
  });
}

function isZero(view: ByteView, { start, end }: LayoutFault): boolean {
  for (let at = start; at < end; at += STEP) {
    if (view.bytes(at, Math.min(STEP, end - at)).some((byte) => byte !== 0)) return false;
  }
  return true;
}
