/**
 * What a column is for. One column has one role; `text`, `label` and `field` may be held by several.
 * Of data that language models learn from, `text` is the prompt, `response` or `chosen` what the
 * model is taught to say, `rejected` what it is taught not to say, `winner` which of the two has won
 * where that differs from record to record, and `conversation` holds turns of both sides.
 */
export const ROLES = [
  'text',
  'response',
  'chosen',
  'rejected',
  'winner',
  'conversation',
  'label',
  'id',
  'source',
  'contributor',
  'time',
  'split',
  'field',
  'ignored',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles named by the user: column names (or 1-based numbers where there is no header) by role. */
export type RequestedRoles = Partial<Record<Role, readonly string[]>>;

export interface RoleAssignment {
  /** Index of the column in the schema. */
  readonly column: number;
  readonly name: string;
  readonly role: Role;
  /** Why, as a clause: `given by --label`, `3 distinct values in 1,000 rows`. */
  readonly reason: string;
}
