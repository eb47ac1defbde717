/** Rooms that were given back, by their size: a scan opens one file after the other. */
const free = new Map<number, Uint8Array<ArrayBuffer>[]>();
const MOST_FREE = 2;

/** Memory for bytes that are about to be read into it; what it holds before is anything. */
export function newRoom(length: number): Uint8Array<ArrayBuffer> {
  // Not a `Buffer`, whose slices share its memory: who copies a part must get a copy.
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}

/** As `newRoom`, out of those of this size that were given back. */
export function takeRoom(length: number): Uint8Array<ArrayBuffer> {
  return free.get(length)?.pop() ?? newRoom(length);
}

/** Lets the next one have a room that nobody looks at any more. */
export function giveRoomBack(room: Uint8Array<ArrayBuffer>): void {
  const rooms = free.get(room.length) ?? [];
  if (rooms.length < MOST_FREE) rooms.push(room);
  free.set(room.length, rooms);
}
