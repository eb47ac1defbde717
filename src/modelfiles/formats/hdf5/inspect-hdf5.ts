import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { Claims } from '../claims.ts';
import { ProblemList } from '../problem-list.ts';
import { judgeClaims } from './judge-claims.ts';
import { Hdf5Contents } from './judge-contents.ts';
import { readSuperblock } from './superblock.ts';
import { walkObjects } from './walk-objects.ts';

/**
 * An HDF5 file: weights, and with the attributes `model_config` and `training_config` a whole Keras
 * model in its old format, whose configuration is judged wherever an attribute holds one. Every
 * object that a name leads to is read; data in other files is refused.
 */
export function inspectHdf5(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const view = new ByteView(source);
  const claims = new Claims(source.length);
  const contents = new Hdf5Contents(source, view, problems);
  const whole = problems.attempt('hdf5', () => {
    const places = readSuperblock(view, claims);
    for (const object of walkObjects({ ...places, view, claims, budget: context.budget })) {
      contents.judge(object);
    }
  });
  if (whole) judgeClaims(claims, view, problems);
  return { problems: problems.list(), program: null, members: contents.members };
}
