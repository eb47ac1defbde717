import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Connector } from './connector.ts';
import { deltaSource } from './delta-source.ts';
import { dvcSource } from './dvc-source.ts';
import { fileSource } from './file-source.ts';
import { gitLfsSource } from './git-lfs-source.ts';
import { httpSource } from './http-source.ts';
import { hubSource } from './hub-source.ts';
import { icebergSource } from './iceberg-source.ts';
import { lakefsSource } from './lakefs-source.ts';
import { s3Source } from './s3-source.ts';
import { urlListSource } from './url-list-source.ts';

/** In the order in which they are asked; a plain path is what is left. */
const CONNECTORS: readonly Connector[] = [
  hubSource,
  s3Source,
  lakefsSource,
  deltaSource,
  icebergSource,
  gitLfsSource,
  urlListSource,
  dvcSource,
  httpSource,
  fileSource,
];

/**
 * The connector that reads references of this form.
 *
 * @throws CredenceError `USAGE`.
 */
export function connectorFor(uri: string): Connector {
  const connector = CONNECTORS.find((candidate) => candidate.accepts(uri));
  if (connector !== undefined) return connector;
  throw new CredenceError('USAGE', `Nothing here reads ‘${visibleText(uri)}’.`, {
    hint: 'Sources are paths, https://, hf://, s3://, lakefs://, dvc:, git-lfs:, delta:, iceberg: and url-list: (docs/sources.md).',
  });
}
