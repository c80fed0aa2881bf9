import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { z } from "zod"
import { fail, root } from "../paths.ts"
import type { Metrics } from "#workers/lib/regression.ts"

const Report = z.object({
  scores: z.array(
    z.object({ corpus: z.string(), way: z.string(), hit1: z.number(), hit5: z.number(), recall10: z.number(), ndcg10: z.number() }),
  ),
})

/** What search finds of judged questions, by words, by meaning and by both (workers/cli/eval-retrieval.ts). */
export function retrievalEval(): Metrics {
  const folder = mkdtempSync(`${tmpdir()}/autonomax-eval-`)
  const json = `${folder}/retrieval.json`
  const { status, stderr } = spawnSync(process.execPath, ["workers/cli/eval-retrieval.ts", "--sizes", "", "--json", json], {
    cwd: root,
    encoding: "utf8",
  })
  if (status !== 0) fail(`The retrieval evals failed:\n${stderr.split("\n").slice(-8).join("\n")}`)
  const { scores } = Report.parse(JSON.parse(readFileSync(json, "utf8")))
  rmSync(folder, { recursive: true })
  return Object.fromEntries(
    scores.flatMap(({ corpus, way, hit1, hit5, recall10, ndcg10 }) =>
      Object.entries({ hit1, hit5, recall10, ndcg10 }).map(([name, value]) => [`retrieval.${corpus}.${way}.${name}`, value] as const),
    ),
  )
}
