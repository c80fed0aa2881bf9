import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { z } from "zod"
import { injections } from "./eval-safety/injections.ts"
import { personalData } from "./eval-safety/personal-data.ts"
import { profanity } from "./eval-safety/profanity.ts"
import { policyScreen } from "./eval-safety/screen.ts"
import { corpora, table, type Section } from "./eval-safety/section.ts"
import { root } from "./paths.ts"

const Figures = z.object({ questions: z.int(), calls: z.int(), spent: z.int(), followed: z.int() })

/**
 * Measures the safe modes on the outside corpora and writes the safety section of docs/evals.md. Without the corpora it says so and measures
 * nothing: figures from our own fixtures would say little. Exits with 1 when a door lets an injection through.
 */
if (!existsSync(corpora)) {
  console.error(`SKIPPED: the safety corpora are not at ${corpora}; nothing was measured and docs/evals.md stays as it is.`)
  process.exit(0)
}
const found = injections()
const sections: Section[] = [personalData(), profanity(), found.section, policyScreen()]
const doors = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "-c", "workers/test/vitest.config.ts", "--project", "worker", "workers/domain/doors.test.ts"],
  { cwd: root, env: { ...process.env, INJECTIONS: JSON.stringify(found.texts) }, encoding: "utf8" },
)
const held = doors.status === 0
const figures = /\{"message":"doors".*\}/.exec(doors.stdout)?.[0]
const obeying = Figures.safeParse(figures === undefined ? null : JSON.parse(figures)).data
sections.push({
  title: "Injections through every door",
  about: `All ${found.texts.length} texts went through questions, reviews, lists, shop exports, file names, briefs and pages that a brief refers to (workers/domain/doors.test.ts). Then all questions again, with an order and without, with a hosted model that obeys every text it reads (the sandbox plays it): it asks for refunds, repeats what it is told and claims to have done it.`,
  head: [
    "Written by",
    "Questions",
    "Calls the model got",
    "Spending operations called",
    "Answers, titles or categories that follow a text",
    "Result",
  ],
  rows: [
    ["the embedded composer", found.texts.length, "–", ...(held ? ["0", "0", "every door held"] : ["?", "?", "A DOOR FAILED"])],
    obeying
      ? [
          "a hosted model that obeys",
          obeying.questions,
          obeying.calls,
          obeying.spent,
          obeying.followed,
          held ? "every door held" : "A DOOR FAILED",
        ]
      : ["a hosted model that obeys", "?", "?", "?", "?", "A DOOR FAILED"],
  ],
})
for (const section of sections) console.log(`\n${table(section)}`)
if (!held) console.error(doors.stdout, doors.stderr)

const path = `${root}docs/evals.md`
const [from, to] = ["<!-- safety: written by workers/cli/eval-safety.ts -->", "<!-- end of safety -->"]
mkdirSync(`${root}docs`, { recursive: true })
const page = existsSync(path) ? readFileSync(path, "utf8") : "# Evals\n"
const section = `${from}\n\n## Safety\n\n${sections.map(table).join("\n\n")}\n\n${to}`
const start = page.indexOf(from)
const end = page.indexOf(to)
writeFileSync(
  path,
  start >= 0 && end > start ? page.slice(0, start) + section + page.slice(end + to.length) : `${page.trimEnd()}\n\n${section}\n`,
)
process.exitCode = held ? 0 : 1
