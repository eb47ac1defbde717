import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import { inspectZip } from '../../containers/zip/inspect-zip.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ProblemList } from '../problem-list.ts';

/** What Keras 3 writes into the archive, and reads from it. */
const OWN = /^(?:config\.json|metadata\.json|model(?:_\d+)?\.weights\.(?:h5|npz|json)|assets\/.+)$/;

/**
 * A Keras 3 model: a zip archive whose `config.json` is judged as every Keras configuration is, whose
 * weights are HDF5, and whose assets are judged by their own content.
 */
export function inspectKeras(source: ByteSource, context: InspectionContext): Inspection {
  const archive = inspectZip(source, context);
  const problems = new ProblemList();
  problems.push(archive.problems);
  for (const { name, offset } of archive.members) {
    if (OWN.test(name)) continue;
    problems.add('note', {
      rule: 'keras.extra-member',
      offset,
      summary: `It holds "${visibleText(name)}", which Keras neither writes nor reads.`,
      action: 'Ask its publisher what it is for.',
    });
  }
  return { ...archive, problems: problems.list() };
}
