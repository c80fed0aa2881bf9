import { announceProduct } from "./announce.ts"

export const promotion = { announce: announceProduct }
