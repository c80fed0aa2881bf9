import { announceProduct } from "./announce.ts"

export type { PostResult } from "./announce.ts"
export const promotion = { announce: announceProduct }
