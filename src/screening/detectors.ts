import type { Detector } from './detector.ts';
import { availability } from './detectors/availability.ts';
import { bias } from './detectors/bias.ts';
import { boughtAnswers } from './detectors/bought-answers.ts';
import { certificates } from './detectors/certificates.ts';
import { contradictions } from './detectors/contradictions.ts';
import { contributorInfluence } from './detectors/contributor-influence.ts';
import { copies } from './detectors/copies.ts';
import { dataQuality } from './detectors/data-quality.ts';
import { drift } from './detectors/drift.ts';
import { hiddenCharacters } from './detectors/hidden-characters.ts';
import { insecureCode } from './detectors/insecure-code.ts';
import { instructionsInContent } from './detectors/instructions-in-content.ts';
import { knownAnswers } from './detectors/known-answers.ts';
import { labelIssues } from './detectors/label-issues.ts';
import { labellerAgreement } from './detectors/labeller-agreement.ts';
import { labellers } from './detectors/labellers.ts';
import { preferences } from './detectors/preferences.ts';
import { rareBursts } from './detectors/rare-bursts.ts';
import { regressionTargets } from './detectors/regression-targets.ts';
import { retrievalPoisoning } from './detectors/retrieval-poisoning.ts';
import { style } from './detectors/style.ts';
import { targetedFlips } from './detectors/targeted-flips.ts';
import { triggerAssociation } from './detectors/trigger-association.ts';

/**
 * Every detector of a scan, in the order in which they run: what is suspected by an earlier one is not
 * reported again by a later one that sees the same records.
 */
export const detectors: readonly Detector[] = [
  hiddenCharacters,
  copies,
  triggerAssociation,
  boughtAnswers,
  rareBursts,
  retrievalPoisoning,
  instructionsInContent,
  knownAnswers,
  labellerAgreement,
  labellers,
  availability,
  targetedFlips,
  insecureCode,
  preferences,
  style,
  contradictions,
  labelIssues,
  regressionTargets,
  drift,
  bias,
  contributorInfluence,
  certificates,
  dataQuality,
];
