/** What is wrong with one effect. */
export type Charge =
  | 'forbidden-name'
  | 'forbidden-call'
  | 'forbidden-arguments'
  | 'forbidden-state'
  | 'forbidden-items'
  | 'persistent-id'
  | 'extension'
  | 'buffer'
  | 'user-class';

export interface Accusation {
  readonly charge: Charge;
  readonly offset: number;
  /** Key of the symbol that it is about; `null` where it is about none. */
  readonly symbol: string | null;
  /** Number of the effect; `null` for the import of a name. */
  readonly effect: number | null;
  /** Number of the imported symbol; `null` for an effect. */
  readonly imported: number | null;
  /** What is wrong in particular; `null` where the charge says it all. */
  readonly why: string | null;
}
