import { writeFile } from "node:fs/promises"
import { metricsFile, metricsPage } from "./check/metrics.ts"
import { inRoot } from "./paths.ts"

/** `npm run metrics`: writes docs/metrics.md from the definitions. */
await writeFile(inRoot(metricsFile), metricsPage())
console.log(`wrote ${metricsFile}`)
