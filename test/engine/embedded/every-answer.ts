import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { CountedFeature } from '../../../src/engine/operations/features.ts';
import { SPACES } from '../../contracts/engine/open-engine.ts';

/** What an engine says to every question, to be compared with what another says. */
export async function everyAnswer(engine: Engine): Promise<object> {
  const everyone = Uint32Array.from({ length: engine.dataset.records }, (_, at) => at);
  const counts = await Promise.all(
    SPACES.map((space) => engine.countFeatures({ space, minimumRecords: 4, minimumLean: 1 })),
  );
  const features = counts.flatMap((found) => found.features);
  const words = features.filter(({ space }) => space === 'words');
  return {
    dataset: { ...engine.dataset, name: null },
    counts,
    model: await engine.fitOutcomeModel(),
    excess: await engine.measureExcess({ features }),
    insertion: await engine.measureInsertion({ features: words }),
    screens: await engine.screenWords({
      features: words.filter(({ elements }) => elements.length === 1),
    }),
    continuation: await engine.measureContinuation({ features: words }),
    widened: await engine.widen({ features: words }),
    located: await engine.locate({ features: scattered(features) }),
    own: await engine.ownLabelProbabilities(everyone),
    styles: await engine.fitStyles(),
    styleScores: await stylesOf(engine),
    judged: await engine.judgeLabels(),
    disagreement: await engine.disagreement(),
    flipSlices: await engine.flipSlices(),
    sample: await engine.sampleContent({ most: 100 }),
    distribution: await engine.distribution(everyone.filter((at) => at % 2 === 0)),
    copies: await engine.copyClusters(),
    hidden: await engine.hiddenCharacters(),
    addressed: await engine.addressedSpans(),
    questions: await engine.sharedQuestions(),
    magnets: await engine.queryMagnets(),
    quality: await engine.quality(),
    quotes: await engine.quote([...everyone.slice(0, 60)]),
    references: await engine.references(everyone, everyone.length),
  };
}

/** Spaces mixed, as detectors ask for them. */
function scattered(features: readonly CountedFeature[]): CountedFeature[] {
  return [3, 1, 0, 2].flatMap((rest) => features.filter((_, at) => at % 4 === rest));
}

/** Scores of the labels that have a style. */
async function stylesOf(engine: Engine): Promise<object[]> {
  const { labels } = await engine.fitStyles();
  return Promise.all(labels.map(({ outcome }) => engine.styleScores(outcome)));
}
