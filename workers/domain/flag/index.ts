import { listFlags } from "./list.ts"
import { setFlag } from "./set.ts"

export { channelOff, flagValue, mayHeal } from "./read.ts"
export { flagWrite } from "./set.ts"
export { channelFlag, healFlag } from "./specs.ts"
export const flag = { list: listFlags, set: setFlag }
