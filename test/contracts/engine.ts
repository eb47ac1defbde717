import { describe } from 'node:test';
import { addressedClausesContract } from './engine/addressed-clauses.ts';
import { amountsContract } from './engine/amounts.ts';
import { answersContract } from './engine/answers.ts';
import { codeTriggersContract } from './engine/code-triggers.ts';
import { contentSampleContract } from './engine/content-sample.ts';
import { disagreementContract } from './engine/disagreement.ts';
import { edgesContract } from './engine/edges.ts';
import { groupsContract } from './engine/groups.ts';
import { influenceContract } from './engine/influence.ts';
import { judgedLabelsContract } from './engine/judged-labels.ts';
import { learningContract } from './engine/learning.ts';
import { mixedDataContract } from './engine/mixed-data.ts';
import type { OpenEngine } from './engine/open-engine.ts';
import { passagesContract } from './engine/passages.ts';
import { queryMagnetsContract } from './engine/query-magnets.ts';
import { reviewersContract } from './engine/reviewers.ts';
import { stylesContract } from './engine/styles.ts';
import { wordSetsContract } from './engine/word-sets.ts';

/** What every engine must do (design rule 8): counts identical to a naive reference, floats within stated bounds. */
export function engineContract(open: OpenEngine): void {
  describe('on mixed data', () => mixedDataContract(open));
  describe('on data at the edges', () => edgesContract(open));
  describe('on given labels', () => judgedLabelsContract(open));
  describe('on labels that differ from the likely ones', () => disagreementContract(open));
  describe('on outcomes of groups', () => groupsContract(open));
  describe('on those who label', () => reviewersContract(open));
  describe('on samples of records', () => contentSampleContract(open));
  describe('on how labels are learnt', () => learningContract(open));
  describe('on amounts', () => amountsContract(open));
  describe('on contributors to a model', () => influenceContract(open));
  describe('on clauses that turn to their reader', () => addressedClausesContract(open));
  describe('on passages that share a question', () => passagesContract(open));
  describe('on passages that many queries find', () => queryMagnetsContract(open));
  describe('on what a model is taught', () => answersContract(open));
  describe('on words that are spread over a text', () => wordSetsContract(open));
  describe('on what weak code says about itself', () => codeTriggersContract(open));
  describe('on texts in different styles', () => stylesContract(open));
}
