import { drillRestore } from "./drill.ts"
import { listBackups } from "./list.ts"
import { makeBackup } from "./make.ts"

export { sealPurpose } from "./dump.ts"
export { backupDates, readManifest } from "./manifest.ts"
export { bound, lineOf, toText, type Line } from "./rules/lines.ts"
export { unpacked } from "./rules/pack.ts"
export { partRows } from "./rules/parts.ts"
export { rebuilt } from "./rules/schema.ts"
export const backup = { make: makeBackup, list: listBackups, drill: drillRestore }
