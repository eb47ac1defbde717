import type { Role } from '../../records/roles.ts';

type NamedRole = Exclude<Role, 'field' | 'ignored'>;

/** Column names that speak for a role, in their bare form (see `bareName`). */
const NAMES: Readonly<Record<NamedRole, readonly string[]>> = {
  text: [
    'text', 'texts', 'sentence', 'sentences', 'content', 'body', 'document', 'comment', 'comments', 'review', 'reviewtext',
    'message', 'messages', 'tweet', 'prompt', 'instruction', 'input', 'output', 'response', 'completion', 'question',
    'answer', 'query', 'utterance', 'headline', 'description', 'premise', 'hypothesis', 'passage', 'context', 'chosen',
    'rejected', 'conversations', 'conversation', 'code', 'snippet', 'summary', 'abstract', 'title', 'subject', 'post',
  ],
  label: [
    'label', 'labels', 'class', 'classes', 'category', 'categories', 'target', 'targets', 'y', 'sentiment', 'intent',
    'income', 'topic', 'outcome', 'polarity', 'labelname', 'labeltext', 'classlabel', 'givenlabel', 'diagnosis', 'verdict',
    'isspam', 'spam', 'toxic', 'toxicity', 'stars', 'rating', 'emotion', 'gold', 'goldlabel', 'species', 'quality',
  ],
  id: ['id', 'ids', 'uuid', 'guid', 'key', 'rowid', 'index', 'idx', 'row', 'rownumber', 'docid', 'recordid', 'exampleid', 'sampleid', 'messageid', 'tweetid'],
  source: ['source', 'sources', 'origin', 'domain', 'url', 'uri', 'site', 'website', 'host', 'channel', 'feed', 'provider', 'vendor', 'dataset', 'corpus', 'publisher'],
  contributor: [
    'user', 'username', 'userid', 'author', 'authorid', 'annotator', 'annotatorid', 'account', 'accountid', 'worker',
    'workerid', 'contributor', 'contributorid', 'labeler', 'labeller', 'rater', 'raterid', 'reviewer', 'reviewerid',
    'client', 'clientid', 'submitter', 'createdby', 'uploader', 'customer', 'customerid', 'agent', 'agentid',
  ],
  time: ['time', 'timestamp', 'date', 'datetime', 'created', 'createdat', 'createdon', 'added', 'updated', 'updatedat', 'submittedat', 'published', 'publishedat', 'collectedat'],
  split: ['split', 'fold', 'partition', 'subset'],
};

const ROLE_OF_NAME: ReadonlyMap<string, NamedRole> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as NamedRole] as const)),
);

/** The role that a column's name speaks for; of a path, its last member counts. */
export function roleOfName(name: string): NamedRole | undefined {
  return ROLE_OF_NAME.get(bareName(name));
}

/** How early a name stands in its role's list: `text` before `title`. */
export function rankOfName(name: string, role: NamedRole): number {
  const rank = NAMES[role].indexOf(bareName(name));
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

/** `meta.Created_At` → `createdat`. */
function bareName(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.toLowerCase().replace(/[\s_-]+/g, '');
}
