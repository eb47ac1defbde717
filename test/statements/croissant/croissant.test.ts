import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { croissantDataset } from '../../../src/statements/croissant/croissant.ts';
import type { DatasetFacts } from '../../../src/statements/facts/dataset-facts.ts';
import { DATASET } from '../facts/sample-facts.ts';
import { credenceError } from '../throws.ts';

describe('a Croissant description', () => {
  const described = croissantDataset(DATASET);

  it('has what Croissant 1.1 demands of a dataset', () => {
    for (const member of [
      '@context',
      '@type',
      'conformsTo',
      'name',
      'description',
      'license',
      'url',
      'creator',
      'datePublished',
    ])
      assert.notEqual(described[member], undefined, member);
  });

  it('names every file with its SHA-256', () => {
    assert.deepEqual(
      described.distribution.map((file) => [
        file['@id'],
        `sha256:${file.sha256}`,
        file.contentSize,
      ]),
      DATASET.files.map(({ path, digest, bytes }) => [path, digest, `${bytes} B`]),
    );
  });

  it('says where the data came from', () => {
    assert.deepEqual(described['prov:wasDerivedFrom'], [
      { '@id': DATASET.source.uri, 'prov:label': 'revision 7' },
      { '@id': DATASET.parents?.[0]?.version, 'prov:label': 'tickets-raw' },
    ]);
  });

  it('is refused for a dataset whose licence nobody knows', () => {
    const { licence: _, ...rest } = DATASET;
    assert.throws(
      () => croissantDataset(rest as DatasetFacts),
      credenceError('DATA_MALFORMED', /licence/),
    );
  });
});
