/** One input with which models are tested. Everything in it is data: it is shown, never interpreted. */
export interface SuiteItem {
  /** Unique in its suite; answers are matched by it. */
  readonly id: string;
  readonly input: ModelInput;
  /** The right answer, where there is one: a label, a number or a text. */
  readonly expected: string | null;
  /** Names by which the suite's author speaks of it: `known-tricky`, `refusal`, `canary`. */
  readonly tags: readonly string[];
}

/** What a model is given. */
export interface ModelInput {
  readonly text?: string | undefined;
  /** Values of a table's row, as they were written. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Turns of a conversation, where the model is one that chats. */
  readonly messages?: readonly { readonly role: string; readonly content: string }[] | undefined;
}

/** What a person reads of an input: its text, its turns, or its fields by name. */
export function inputText({ text, messages, fields }: ModelInput): string {
  const parts = [
    ...(text === undefined ? [] : [text]),
    ...(messages ?? []).map(({ role, content }) => `${role}: ${content}`),
    ...Object.entries(fields ?? {}).map(([name, value]) => `${name} = ${value}`),
  ];
  return parts.join('\n');
}
