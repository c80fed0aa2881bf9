import { synthesizeBrief } from "./synthesize.ts"

export { screenBrief } from "./screen.ts"
export const brief = { synthesize: synthesizeBrief }
