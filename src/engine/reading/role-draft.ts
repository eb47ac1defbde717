import { CredenceError } from '../../core/error.ts';
import { type RequestedRoles, ROLES, type Role, type RoleAssignment } from '../../records/roles.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Roles while they are being handed out: a column that has one keeps it. */
export class RoleDraft {
  readonly #profiles: readonly ColumnProfile[];
  readonly #assigned = new Map<number, RoleAssignment>();

  constructor(profiles: readonly ColumnProfile[]) {
    this.#profiles = profiles;
  }

  /** Columns without a role so far, in order. */
  get free(): readonly ColumnProfile[] {
    return this.#profiles.filter((profile) => !this.#assigned.has(profile.index));
  }

  has(role: Role): boolean {
    return [...this.#assigned.values()].some((assignment) => assignment.role === role);
  }

  assign(profile: ColumnProfile, role: Role, reason: string): void {
    this.#assigned.set(profile.index, { column: profile.index, name: profile.name, role, reason });
  }

  /** One assignment per column; whatever is left has no use. */
  finish(): RoleAssignment[] {
    for (const profile of this.free) this.assign(profile, 'ignored', 'nothing speaks for a role');
    return this.#profiles.map((profile) => this.#assigned.get(profile.index) as RoleAssignment);
  }
}

/**
 * Hands out the roles that the user named.
 *
 * @throws CredenceError ROLE_UNKNOWN for a column that does not exist; USAGE for one with two roles.
 */
export function assignRequested(
  draft: RoleDraft,
  profiles: readonly ColumnProfile[],
  requested: RequestedRoles,
): void {
  const taken = new Map<number, Role>();
  for (const role of ROLES) {
    for (const name of requested[role] ?? []) {
      const profile = findColumn(profiles, name, role);
      const other = taken.get(profile.index);
      if (other !== undefined && other !== role) {
        throw new CredenceError('USAGE', `Column \`${name}\` cannot be both ${other} and ${role}.`);
      }
      taken.set(profile.index, role);
      draft.assign(profile, role, `given by ${flagOf(role)}`);
    }
  }
}

/** A column by its name, or by its 1-based number where no column is named so. */
function findColumn(profiles: readonly ColumnProfile[], name: string, role: Role): ColumnProfile {
  const byName = profiles.find((profile) => profile.name === name);
  const byNumber = /^\d+$/.test(name) ? profiles[Number(name) - 1] : undefined;
  const found = byName ?? byNumber;
  if (found !== undefined) return found;
  const names = profiles.map((profile) => `\`${profile.name}\``);
  const shown =
    names.length > 40
      ? `${names.slice(0, 40).join(', ')} and ${names.length - 40} more`
      : names.join(', ');
  throw new CredenceError('ROLE_UNKNOWN', `There is no column \`${name}\` to use as ${role}.`, {
    at: { column: name },
    hint: `The columns are ${shown}.`,
  });
}

function flagOf(role: Role): string {
  return role === 'ignored' ? '--ignore' : `--${role}`;
}
