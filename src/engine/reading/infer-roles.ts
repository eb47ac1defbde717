import type { RequestedRoles, RoleAssignment } from '../../records/roles.ts';
import { type ColumnProfile, isProse } from './column-profile.ts';
import { assignModelData, hasResponse } from './model-data-roles.ts';
import { assignRequested, RoleDraft } from './role-draft.ts';
import { rankOfName, roleOfName } from './role-names.ts';

/** Fewer values than this say nothing about how often they repeat. */
const FEW = 20;
const MOST_CLASSES = 200;

/**
 * Gives every column a role: those the user named, the rest from names and from the first records.
 * The same input gives the same roles.
 *
 * @throws CredenceError ROLE_UNKNOWN, USAGE.
 */
export function inferRoles(
  profiles: readonly ColumnProfile[],
  requested: RequestedRoles,
): RoleAssignment[] {
  const draft = new RoleDraft(profiles);
  assignRequested(draft, profiles, requested);
  if (!draft.has('label')) assignModelData(draft, requested);
  if (!draft.has('label') && !hasResponse(draft)) assignNamedLabel(draft);
  if (!draft.has('text')) assignText(draft);
  if (!draft.has('id')) assignId(draft);
  if (!draft.has('time')) assignTime(draft);
  for (const role of ['contributor', 'source', 'split'] as const) {
    if (!draft.has(role)) assignGrouping(draft, role);
  }
  if (!draft.has('label') && !hasResponse(draft)) assignLastLabel(draft, profiles);
  for (const profile of draft.free) assignRest(draft, profile);
  return draft.finish();
}

function assignNamedLabel(draft: RoleDraft): void {
  const named = draft.free.filter(
    (profile) => roleOfName(profile.name) === 'label' && !isProse(profile),
  );
  const label = best(named, 'label');
  if (label === undefined) return;
  const numeric = label.type === 'number' || label.type === 'integer';
  const continuous = numeric && label.distinct > MOST_CLASSES ? ', numeric' : '';
  draft.assign(label, 'label', `named like a label, ${countOf(label)}${continuous}`);
}

/** Every column of free text is text. Short texts count where their name says so. */
function assignText(draft: RoleDraft): void {
  for (const profile of draft.free) {
    if (isProse(profile) || isNamedProse(profile)) {
      draft.assign(profile, 'text', `free text, ${profile.meanWords.toFixed(1)} words on average`);
    } else if (
      roleOfName(profile.name) === 'text' &&
      profile.type === 'text' &&
      isVaried(profile)
    ) {
      draft.assign(profile, 'text', `named like text, ${countOf(profile)}`);
    }
  }
  if (draft.has('text')) return;
  const wordy = draft.free.filter(
    (profile) => profile.type === 'text' && isVaried(profile) && profile.meanWords > 1,
  );
  const longest = wordy.reduce<ColumnProfile | undefined>(
    (longer, profile) =>
      longer === undefined || profile.meanLength > longer.meanLength ? profile : longer,
    undefined,
  );
  if (longest !== undefined) draft.assign(longest, 'text', `the longest text, ${countOf(longest)}`);
}

/** Sentences under a name for text are text, however often they repeat. */
function isNamedProse(profile: ColumnProfile): boolean {
  return roleOfName(profile.name) === 'text' && profile.type === 'text' && profile.meanWords >= 3;
}

function assignId(draft: RoleDraft): void {
  const unique = draft.free.filter((profile) => isUnique(profile));
  const named = best(
    unique.filter((profile) => roleOfName(profile.name) === 'id'),
    'id',
  );
  if (named !== undefined) {
    draft.assign(named, 'id', 'named like an id, every value is unique');
    return;
  }
  const first = unique.find(
    (profile) => profile.index === 0 && isRowNumber(profile) && profile.records >= 3,
  );
  const suffixed = unique.find((profile) => /(?:^|[._\s-])(?:uu|gu)?id$/i.test(profile.name));
  const code = unique.find(
    (profile) => profile.type === 'text' && profile.meanWords <= 1 && profile.values >= FEW,
  );
  if (first !== undefined) draft.assign(first, 'id', 'the first column, which numbers the rows');
  else if (suffixed !== undefined)
    draft.assign(suffixed, 'id', 'named like an id, every value is unique');
  else if (code !== undefined)
    draft.assign(code, 'id', `every one of ${code.values} values is unique`);
}

/** A first column that counts the rows, or, where the header leaves it without a name, that only rises. */
function isRowNumber(profile: ColumnProfile): boolean {
  return profile.countsUp || (profile.rises && profile.unnamed);
}

function assignTime(draft: RoleDraft): void {
  const isTime = (profile: ColumnProfile): boolean =>
    profile.type === 'time' ||
    (profile.epoch && /time|date|epoch|created|updated|(?:^|_)ts$/i.test(profile.name));
  const times = draft.free.filter(isTime);
  const time = best(times, 'time') ?? times[0];
  if (time === undefined) return;
  draft.assign(
    time,
    'time',
    time.epoch ? 'seconds or milliseconds since 1970' : 'dates or times in ISO 8601',
  );
  for (const other of times) {
    if (other !== time)
      draft.assign(other, 'ignored', `a second time column beside \`${time.name}\``);
  }
}

/** Columns by whose values records are grouped: worthless where nearly every record has its own. */
function assignGrouping(draft: RoleDraft, role: 'contributor' | 'source' | 'split'): void {
  const named = draft.free.filter((profile) => {
    if (roleOfName(profile.name) !== role || isProse(profile)) return false;
    return role === 'split' ? profile.distinct <= 12 : !isVaried(profile) || profile.values < FEW;
  });
  const found = best(named, role);
  if (found !== undefined) draft.assign(found, role, `named like a ${role}, ${countOf(found)}`);
}

/** Without a name to go by: the last column, where it repeats a few values. */
function assignLastLabel(draft: RoleDraft, profiles: readonly ColumnProfile[]): void {
  const candidates = draft.free.filter(isClassLike);
  const last = candidates.at(-1);
  if (last === undefined) return;
  const isLast = last.index === profiles.length - 1;
  const onlyOne = candidates.length === 1 && draft.has('text') && roleOfName(last.name) !== 'text';
  if (!isLast && !onlyOne) return;
  const place = isLast ? 'the last column' : 'the only column that repeats its values';
  draft.assign(last, 'label', `${place}, ${countOf(last)}`);
}

function isClassLike(profile: ColumnProfile): boolean {
  const { name, distinct, values, type, present } = profile;
  if (name.includes('.') || present === 0 || isProse(profile) || isNamedProse(profile))
    return false;
  if (type === 'number' || type === 'time') return distinct <= 20 && distinct <= values / 4;
  return distinct <= MOST_CLASSES && distinct <= Math.max(values < FEW ? 2 : 0, values / 4);
}

function assignRest(draft: RoleDraft, profile: ColumnProfile): void {
  if (profile.values === 0) {
    draft.assign(profile, 'field', `no value in the first ${profile.records} records`);
  } else if (isProse(profile)) {
    draft.assign(profile, 'ignored', 'free text, and other columns were named as text');
  } else if (profile.type === 'integer' || profile.type === 'number') {
    draft.assign(profile, 'field', `numbers, ${countOf(profile)}`);
  } else if (isVaried(profile) && profile.values >= FEW) {
    draft.assign(profile, 'ignored', `hardly any value repeats: ${countOf(profile)}`);
  } else {
    draft.assign(profile, 'field', countOf(profile));
  }
}

function best(
  profiles: readonly ColumnProfile[],
  role: Parameters<typeof rankOfName>[1],
): ColumnProfile | undefined {
  const ranked = profiles.filter((profile) => Number.isFinite(rankOfName(profile.name, role)));
  return ranked.sort(
    (left, right) => rankOfName(left.name, role) - rankOfName(right.name, role),
  )[0];
}

function isVaried(profile: ColumnProfile): boolean {
  return profile.distinct > profile.values / 2;
}

function isUnique(profile: ColumnProfile): boolean {
  return (
    !profile.list &&
    profile.type !== 'number' &&
    profile.type !== 'time' &&
    profile.values > 1 &&
    profile.distinct === profile.values &&
    profile.present === profile.records &&
    !isProse(profile)
  );
}

function countOf(profile: ColumnProfile): string {
  const noun = profile.distinct === 1 ? 'value' : 'values';
  return `${profile.distinct} distinct ${noun} in the first ${profile.records} records`;
}
