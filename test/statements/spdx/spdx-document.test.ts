import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spdxDocument } from '../../../src/statements/spdx/spdx-document.ts';
import type { SpdxElement } from '../../../src/statements/spdx/spdx-element.ts';
import { DATASET, MODEL, RUN } from '../facts/sample-facts.ts';
import { credenceError } from '../throws.ts';

const OPTIONS = { timestamp: '2026-09-02T00:00:00.250Z', author: 'ML platform' };
const GRAPH = spdxDocument(RUN, OPTIONS)['@graph'];

function ofType(type: string): readonly SpdxElement[] {
  return GRAPH.filter((element) => element.type === type);
}

function related(type: string): readonly (readonly [unknown, unknown])[] {
  return ofType('Relationship')
    .filter((element) => element['relationshipType'] === type)
    .map((element) => [element['from'], element['to']]);
}

/** Mandatory by the AI and the Dataset profile of SPDX 3.0.1. */
const MANDATORY: Readonly<Record<string, readonly string[]>> = {
  ai_AIPackage: [
    'suppliedBy',
    'software_downloadLocation',
    'software_packageVersion',
    'software_primaryPurpose',
    'releaseTime',
  ],
  dataset_DatasetPackage: [
    'dataset_datasetType',
    'builtTime',
    'originatedBy',
    'releaseTime',
    'software_downloadLocation',
    'software_primaryPurpose',
  ],
};

describe('an SPDX document', () => {
  for (const [type, members] of Object.entries(MANDATORY)) {
    it(`has what its profile demands of ${type}`, () => {
      assert.ok(ofType(type).length > 0);
      for (const element of ofType(type))
        for (const member of members) assert.notEqual(element[member], undefined, member);
    });
  }

  it('tells what the model was trained and tested on, and what it came from', () => {
    const [model] = ofType('ai_AIPackage');
    const [training, testing] = ofType('dataset_DatasetPackage').map(({ spdxId }) => spdxId);
    assert.deepEqual(related('trainedOn'), [[model?.['spdxId'], [training]]]);
    assert.deepEqual(related('testedOn'), [[model?.['spdxId'], [testing]]]);
    assert.equal(related('ancestorOf').length, 1);
  });

  it('gives each package one declared and one concluded licence', () => {
    const packages = [...ofType('ai_AIPackage'), ...ofType('dataset_DatasetPackage')];
    for (const type of ['hasDeclaredLicense', 'hasConcludedLicense'])
      assert.deepEqual(
        related(type)
          .map(([from]) => from)
          .sort(),
        packages.map(({ spdxId }) => spdxId).sort(),
      );
  });

  it('has a hash for every file, and refers to nothing that is not there', () => {
    const text = JSON.stringify(GRAPH);
    for (const { digest } of [...MODEL.files, ...DATASET.files])
      assert.ok(text.includes(digest.slice(7)));
    const known = new Set(GRAPH.map((element) => element['spdxId']));
    for (const element of ofType('Relationship')) {
      const ends = [element['from'], element['to']].flat();
      for (const end of ends) assert.ok(known.has(end), String(end));
    }
    const ids = GRAPH.map((element) => element['spdxId']).filter((id) => id !== undefined);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('writes times in whole seconds', () => {
    const [creation] = ofType('CreationInfo');
    assert.equal(creation?.['created'], '2026-09-02T00:00:00Z');
  });

  it('is the same for the same facts, and refuses facts that are missing', () => {
    assert.deepEqual(spdxDocument(structuredClone(RUN), OPTIONS)['@graph'], GRAPH);
    const facts = { ...RUN, model: { ...MODEL, licence: '' } };
    assert.throws(
      () => spdxDocument(facts, OPTIONS),
      credenceError('DATA_MALFORMED', /model\.licence/),
    );
  });
});
