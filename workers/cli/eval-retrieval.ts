import { writeFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { banking77, haveOutside, ownQuestions, ragBlueprint, type Judged } from "./eval/corpora.ts"
import { latency, type Latency } from "./eval/latency.ts"
import { localD1 } from "./eval/local-d1.ts"
import { embedderOf, measure, ways, type Scores } from "./eval/retrieval.ts"

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    sizes: { type: "string", default: "1000,10000" },
    /** Sizes at which workerd's own D1 counts the rows that it reads; slow, for every statement goes through a proxy. */
    billed: { type: "string", default: "" },
    /** Other files of token vectors, for what each part of the recipe brings (workers/cli/distill.py). */
    vectors: { type: "string", multiple: true, default: [] },
  },
})

const judged: Judged[] = [ownQuestions("eval")]
if (haveOutside()) judged.push(ragBlueprint(false), ragBlueprint(true), banking77("test", 1), banking77("test", 10), banking77("test", 40))
else
  console.warn(
    "SKIPPED rag-blueprint and banking77: ../shared/contracts/corpora is not beside this checkout; only the own questions are measured.",
  )

const line = ({ corpus, way, questions, hit1, hit5, recall10, ndcg10 }: Scores) =>
  `| ${corpus} | ${way} | ${questions} | ${[hit1, hit5, recall10, ndcg10].map((value) => value.toFixed(3)).join(" | ")} |`

const scores: Scores[] = []
console.log(
  "| corpus | way | questions | Recall@1 (any) | Recall@5 (any) | Recall@10 | nDCG@10 |\n| --- | --- | --- | --- | --- | --- | --- |",
)
for (const corpus of judged)
  for (const score of await measure(corpus, embedderOf())) {
    scores.push(score)
    console.log(line(score))
  }
const only = { "meaning (vectors)": ways["meaning (vectors)"] ?? { k: 10, words: 0, meaning: 1, share: null } }
for (const file of values.vectors) {
  const embedder = embedderOf(file)
  for (const corpus of judged.slice(0, 5))
    for (const score of await measure(corpus, embedder, only)) console.log(line({ ...score, way: `${score.way}, ${embedder.model}` }))
}
const speed = []
const sizesOf = (list: string) => list.split(",").filter(Boolean).map(Number)
console.log("\n| passages | rows | median ms | p95 ms | neighbours found |\n| --- | --- | --- | --- | --- |")
const show = (row: Latency, name: string) =>
  console.log(`| ${row.passages} | ${row.rows} ${name} | ${row.median.toFixed(1)} | ${row.p95.toFixed(1)} | ${row.neighbours.toFixed(3)} |`)
for (const size of sizesOf(values.sizes)) {
  const row = await latency(size, embedderOf())
  speed.push(row)
  show(row, "handed over")
}
for (const size of sizesOf(values.billed)) show(await latency(size, embedderOf(), await localD1()), "read in D1")
if (values.json) await writeFile(values.json, `${JSON.stringify({ scores, speed }, null, 2)}\n`)
