import { beginRollout } from "./begin.ts"
import { watchRollouts } from "./watch.ts"

export const rollout = { begin: beginRollout, watch: watchRollouts }
