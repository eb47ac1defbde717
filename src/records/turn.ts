/** One turn of a conversation: who speaks, and what. */
export interface Turn {
  /** True where the model speaks; it is what it is taught to say. */
  readonly taught: boolean;
  readonly text: string;
}
