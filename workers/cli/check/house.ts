import { schedules } from "#workers/domain/status/schedule.ts"
import { bindingLists, firedCrons } from "#workers/test/architecture/bindings.ts"
import { rules } from "#workers/test/architecture/rules.ts"
import { sizesOf } from "#workers/test/architecture/sizes.ts"
import { readTree } from "#workers/test/architecture/tree.ts"
import type { Finding } from "./tool.ts"

/** The rules of workers/test/architecture.node.test.ts, and the sizes as information. */
export async function house(): Promise<Finding> {
  const tree = readTree()
  const { files, lines, median, p90, largest, comments, testToCode } = sizesOf(tree)
  return {
    wrong: Object.values(rules).flatMap((rule) => rule(tree)),
    note: `${files} files, ${lines} lines; median ${median}, p90 ${p90}, largest ${largest}; comments ${(comments * 100).toFixed(1)} %; test/code ${testToCode.toFixed(2)}`,
  }
}

/** wrangler.toml, the Bindings type and the schedule say the same. */
export async function bindings(): Promise<Finding> {
  const { declared, promised } = bindingLists()
  const crons = firedCrons()
  return {
    wrong: [
      ...promised
        .filter((name) => !declared.includes(name))
        .map((name) => `workers/env.ts promises ${name}; wrangler.toml does not bind it.`),
      ...declared
        .filter((name) => !promised.includes(name))
        .map((name) => `wrangler.toml binds ${name}; Bindings in workers/env.ts lacks it.`),
      ...schedules
        .filter(({ cron }) => !crons.includes(cron))
        .map(({ name, cron }) => `${name} wants "${cron}", which wrangler.toml does not fire.`),
    ],
    note: `${declared.length} bindings, ${crons.length} cron lines`,
  }
}
