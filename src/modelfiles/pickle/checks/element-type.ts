/** What an array's element type comes to. */
export interface ElementType {
  readonly itemBytes: number;
  /** Whether elements are Python objects, which are kept as a list and never as bytes. */
  readonly hasObjects: boolean;
}
