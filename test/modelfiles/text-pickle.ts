/** A pickle of protocol 0 that calls one function with one text. */
export function textPickle(module: string, name: string, argument: string): Buffer {
  return Buffer.from(`c${module}\n${name}\n(S'${argument}'\ntR.`);
}
