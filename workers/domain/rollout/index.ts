import { watchRollouts } from "./watch.ts"

export const rollout = { watch: watchRollouts }
