import { listFlags, staleFlags } from "./list.ts"
import { setFlag } from "./set.ts"

export { channelOff, flagSetting, flagValue, mayHeal } from "./read.ts"
export { flagRemoval, flagWrite } from "./set.ts"
export { channelFlag, healFlag, rolloutFlag } from "./specs.ts"
export { flushUses } from "./uses.ts"
export const flag = { list: listFlags, set: setFlag, stale: staleFlags }
