import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { goldenChecks } from './model-signing/golden-payloads.ts';
import { signedFolderChecks, specificationChecks } from './model-signing/signed-folders.ts';
import type { ConformanceSuite } from './suite.ts';

/** Vectors of OpenSSF Model Signing: of every release of the reference implementation, and of the text. */
export const modelSigning: ConformanceSuite = {
  name: 'model-signing: published vectors',
  async run({ corpora }) {
    const [corpus, specification] = [join(corpora, 'model-signing'), join(corpora, 'oms-spec')];
    if (!existsSync(join(corpus, 'scripts/tests')) || !existsSync(specification)) return undefined;
    return [
      ...(await signedFolderChecks(corpus)),
      ...(await specificationChecks(corpus, specification)),
      ...(await goldenChecks(corpus)),
    ];
  },
};
