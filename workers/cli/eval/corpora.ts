import { existsSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { parse } from "yaml"
import { z } from "zod"
import { faq } from "./faq.ts"
import type { IndexedPassage } from "#workers/adapters/search/search.ts"
import { sortedBySeed } from "./sample.ts"
import { splitMarkdown } from "#workers/adapters/search/load/split.ts"
import { inRoot } from "../paths.ts"

/** Passages, and questions with the ids that answer them. */
export type Judged = { name: string; passages: IndexedPassage[]; questions: { text: string; relevant: string[] }[] }

const outside = new URL("../../../../shared/contracts/corpora/", import.meta.url).pathname
const Line = z.object({
  fields: z.object({ text: z.string(), label: z.string().optional(), title: z.string().optional() }),
  put: z.string(),
})
const Query = z.object({ query_text: z.string(), relevant_document_ids: z.array(z.string()) })

const passage = (id: string, title: string, text: string): IndexedPassage => ({
  id,
  source: "eval",
  title,
  licence: "see docs/evals.md",
  url: "",
  text,
})

function lines(path: string) {
  const raw = readFileSync(`${outside}${path}`)
  const text = (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8")
  return text
    .trim()
    .split("\n")
    .map((line) => Line.parse(JSON.parse(line)))
}

/** Whether the judged data that nobody here wrote lies beside the checkout. */
export const haveOutside = (): boolean => existsSync(`${outside}retrieval/rag-blueprint.docs.jsonl`)

/** 100 documents and 20 judged queries of Vespa's RAG blueprint: whole, or in passages as the loaders cut them (`12#0`, `12#1`). */
export function ragBlueprint(cut: boolean): Judged {
  const passages = lines("retrieval/rag-blueprint.docs.jsonl").flatMap(({ put, fields }) => {
    const id = put.split("::").at(-1) ?? put
    const parts = cut ? splitMarkdown(fields.text) : [{ heading: "", text: fields.text }]
    return parts.map(({ heading, text }, n) => passage(`${id}#${n}`, [fields.title, heading].filter(Boolean).join(" › "), text))
  })
  const queries = z.array(Query).parse(JSON.parse(readFileSync(`${outside}retrieval/rag-blueprint.queries.json`, "utf8")))
  return {
    name: `rag-blueprint, ${cut ? "passages" : "whole"}`,
    passages,
    questions: queries.map((query) => ({ text: query.query_text, relevant: query.relevant_document_ids })),
  }
}

/**
 * banking77: `each` utterances of every intent are indexed, the others ask. An answer is right if it has the asker's own
 * intent. The split goes by hash, so it is the same on every machine; `train` and `test` questions never meet.
 */
export function banking77(part: "train" | "test", each: number): Judged {
  const intents = Map.groupBy(lines("support/banking77.samples.jsonl.gz"), ({ fields }) => fields.label ?? "")
  const passages: IndexedPassage[] = []
  const questions: Judged["questions"] = []
  for (const [, utterances] of intents) {
    const shuffled = sortedBySeed(utterances, ({ fields }) => fields.text)
    const known = shuffled.slice(0, each).map(({ put, fields }) => passage(put, "", fields.text))
    passages.push(...known)
    const relevant = known.map(({ id }) => id)
    const asked = shuffled.slice(each).filter((_, at) => (at % 2 === 0) === (part === "test"))
    questions.push(...asked.map(({ fields }) => ({ text: fields.text, relevant })))
  }
  return { name: `banking77, ${each} an intent`, passages, questions: sortedBySeed(questions, ({ text }) => text).slice(0, 1500) }
}

const Golden = z.array(z.object({ question: z.string(), answers: z.array(z.string()).min(1) }))

/** The shop's own questions in words that the FAQ does not use. */
export function ownQuestions(split: "train" | "eval"): Judged {
  const golden = Golden.parse(parse(readFileSync(inRoot(`seeds/datasets/${split}/support-questions.yaml`), "utf8")))
  const passages = faq().map(({ id, question, answer }) => passage(id, question, answer))
  return {
    name: `support questions (${split})`,
    passages,
    questions: golden.map(({ question, answers }) => ({ text: question, relevant: answers })),
  }
}
