import { readFile } from "node:fs/promises"
import { settingsSchema } from "#workers/env.ts"
import { inRoot } from "../paths.ts"
import type { Finding } from "./tool.ts"

const head = `# Every setting of AutonomaX. All are optional: what is not set stands on its embedded default or on the sandbox Worker,
# and an empty value counts as not set. GET /status says which of embedded, sandbox or live each part is on.
`
const files = {
  ".dev.vars.example": `${head}# For this machine: cp .dev.vars.example .dev.vars (npm run setup does it). In production: wrangler secret put NAME.
`,
  ".env.example": `${head}# The same list for tools that read .env; wrangler reads .dev.vars first and .env only without it.
`,
}

/** The two example files as the settings' own shapes say them. */
export function examples(): Record<string, string> {
  const lines = Object.entries(settingsSchema.shape).map(([name, shape]) => {
    // A default shows as the value that leaving it empty gives.
    const fallback = shape.safeParse(undefined).data
    const shown = fallback === undefined ? "" : ` (default: ${Array.isArray(fallback) ? fallback.join(",") : fallback})`
    return `\n# ${shape.description ?? ""}${shown}\n${name}=\n`
  })
  return Object.fromEntries(Object.entries(files).map(([name, top]) => [name, top + lines.join("")]))
}

/** The example files list every setting, and every setting says what it is for. */
export async function settings(): Promise<Finding> {
  const nameless = Object.entries(settingsSchema.shape).flatMap(([name, { description }]) =>
    description ? [] : [`${name} has no .describe(…) where its adapter declares it.`],
  )
  const drifted: string[] = []
  for (const [file, wanted] of Object.entries(examples()))
    if ((await readFile(inRoot(file), "utf8").catch(() => "")) !== wanted)
      drifted.push(`${file} is not what the settings say; write it anew with: npm run settings`)
  return { wrong: [...nameless, ...drifted], note: `${Object.keys(settingsSchema.shape).length} settings` }
}
