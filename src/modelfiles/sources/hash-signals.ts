/** Words of the memory that the thread which hashes shares with the one that asks it to. */
export const SIGNAL_BYTES = 8;
/** 1 once the thread has started. */
export const READY = 0;
/** 1 while nobody wants the digest that is being worked out. */
export const STOP = 1;
