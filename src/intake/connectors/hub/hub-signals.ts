import { visibleText } from '../../../core/visible-text.ts';
import { changedIdentity } from '../changed-identity.ts';
import type { Signal } from '../signal.ts';
import type { HubCommit, HubFile, HubInfo, HubOwner } from './hub-answers.ts';

export interface HubFacts {
  readonly asked: string;
  readonly revision: string;
  readonly info: HubInfo;
  readonly owner: HubOwner | null;
  /** Newest first. */
  readonly commits: readonly HubCommit[];
  readonly files: readonly HubFile[];
  /** What the reviewers of the source know already. */
  readonly revived?: { readonly time: string } | undefined;
  /** Recorded when the source was reviewed, or taken from first. */
  readonly identity: Readonly<Record<string, string>> | undefined;
  readonly now: Date;
}

const DAY = 86_400_000;
const SILENCE = 365 * DAY;
const YOUNG = 30 * DAY;
const POPULAR = 1000;
const UNSAFE = new Set(['unsafe', 'suspicious', 'caution']);

/** What the Hub tells of a repository that a person should know before trusting it. */
export function hubSignals(facts: HubFacts): readonly Signal[] {
  return [
    ...identitySignals(facts),
    ...historySignals(facts),
    ...ownerSignals(facts),
    ...flaggedFiles(facts),
  ];
}

/** What tells that a repository is still the one that was reviewed: ids, which a new owner of the name lacks. */
export function hubIdentity(
  info: HubInfo,
  owner: HubOwner | null,
): Readonly<Record<string, string>> {
  return {
    repository: info._id,
    ...(owner?._id === undefined ? {} : { owner: owner._id }),
    ...(owner?.isVerified === undefined ? {} : { verified: String(owner.isVerified) }),
  };
}

function identitySignals({ asked, info, owner, identity }: HubFacts): readonly Signal[] {
  const signals: Signal[] = [];
  if (info.id.toLowerCase() !== asked.toLowerCase())
    signals.push({
      kind: 'redirected',
      what: `${asked} is answered by ${visibleText(info.id)}: it was renamed or handed over, and the old name can be taken by anybody.`,
      blocks: true,
    });
  const found = hubIdentity(info, owner);
  signals.push(...changedIdentity(identity, found, ['repository', 'owner']));
  if (identity?.['verified'] === 'true' && found['verified'] !== 'true')
    signals.push({
      kind: 'verification-lost',
      what: 'The Hub had verified the organisation when the source was reviewed, and does not now.',
      blocks: true,
    });
  return signals;
}

/** What the newest of these commits tells, newest first, if it is the one that is asked for. */
export function historySignals({
  commits,
  revision,
  revived,
}: Pick<HubFacts, 'commits' | 'revision' | 'revived'>): readonly Signal[] {
  const newest = commits[0];
  if (newest === undefined || newest.id !== revision)
    return [
      {
        kind: 'history-rewritten',
        what: `The commit ${revision.slice(0, 12)} is not in the history that the Hub gives for it.`,
        blocks: true,
      },
    ];
  const before = commits[1];
  if (before === undefined) return [];
  const known = new Set(commits.slice(1).flatMap(({ authors }) => authors.map(({ user }) => user)));
  const strangers = newest.authors.map(({ user }) => user).filter((user) => !known.has(user));
  const stranger = strangers[0];
  if (stranger === undefined) return [];
  const silence = Date.parse(newest.date) - Date.parse(before.date);
  const days = Math.round(silence / DAY);
  if (silence > SILENCE)
    return [
      {
        kind: 'revived',
        what: `After ${days} days of silence, ${visibleText(stranger)} made a first commit here.`,
        // Once reviewed, the same return is not held against the source for ever.
        revived: { time: newest.date, silentDays: days },
        blocks: revived === undefined || Date.parse(revived.time) < Date.parse(newest.date),
      },
    ];
  return [
    {
      kind: 'new-maintainer',
      what: `${visibleText(stranger)} made a first commit here (the last ${commits.length - 1} are by others).`,
      blocks: false,
    },
  ];
}

function ownerSignals({ owner, info, now }: HubFacts): readonly Signal[] {
  const age = now.getTime() - Date.parse(owner?.createdAt ?? '');
  if (!(age < YOUNG) || (info.downloads ?? 0) < POPULAR) return [];
  return [
    {
      kind: 'young-owner',
      what: `The owner’s account is ${Math.max(0, Math.floor(age / DAY))} days old, and the repository counts ${info.downloads} downloads.`,
      blocks: false,
    },
  ];
}

function flaggedFiles({ files }: HubFacts): readonly Signal[] {
  const flagged = files.filter(({ securityFileStatus }) =>
    UNSAFE.has(securityFileStatus?.status ?? ''),
  );
  const first = flagged[0];
  if (first === undefined) return [];
  return [
    {
      kind: 'flagged-by-publisher',
      what: `The Hub’s own scan flags ${flagged.length} of ${files.length} files, first ${visibleText(first.path)} (${visibleText(first.securityFileStatus?.status ?? '')}).`,
      blocks: false,
    },
  ];
}
