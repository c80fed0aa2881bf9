import { existsSync } from "node:fs"
import { injections } from "#workers/cli/eval-safety/injections.ts"
import { personalData } from "#workers/cli/eval-safety/personal-data.ts"
import { profanity } from "#workers/cli/eval-safety/profanity.ts"
import { policyScreen } from "#workers/cli/eval-safety/screen.ts"
import { corpora, type Section } from "#workers/cli/eval-safety/section.ts"
import type { Metrics } from "#workers/lib/regression.ts"

const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
const share = (cell: string | number | undefined) => (typeof cell === "string" && cell.endsWith("%") ? Number.parseFloat(cell) / 100 : null)

/** A share that should be small is kept as its complement, so that more is better everywhere. */
const better = (label: string, value: number) => (/^clean|harmless/i.test(label) ? 1 - value : value)

/** Texts that nobody judged: neither more nor less of them is better. */
const unjudged = /^Bitext/i

function sharesOf(name: string, { rows, head }: Section): Metrics {
  const cells = rows.flatMap(([label, ...rest]) =>
    rest.map((cell, n) => ({
      metric: `${name}.${slug(String(label))}.${slug(head[n + 1] ?? "")}`,
      value: share(cell),
      label: String(label),
    })),
  )
  return Object.fromEntries(
    cells.flatMap(({ metric, value, label }) => (value === null || unjudged.test(label) ? [] : [[metric, better(label, value)]])),
  )
}

/** The safe modes on the outside corpora; nothing when they are not beside the checkout. */
export function safetyEval(): Metrics {
  if (!existsSync(corpora)) {
    console.warn("SKIPPED the safety evals: ../shared/contracts/corpora is not beside this checkout.")
    return {}
  }
  return {
    ...sharesOf("pii", personalData()),
    ...sharesOf("profanity", profanity()),
    ...sharesOf("injection", injections().section),
    ...sharesOf("screen", policyScreen()),
  }
}
