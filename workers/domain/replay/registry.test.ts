import { expect, test } from "vitest"
import { ProposalKind } from "#schemas/proposal.ts"
import { operations } from "#workers/domain/index.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { kindOf } from "#workers/domain/proposal/kinds.ts"
import { ruleOf, rules } from "./registry.ts"

const sources = import.meta.glob<string>("/workers/**/*.ts", { query: "?raw", import: "default", eager: true })

test("every rule of the source is in the registry, under a name and version of its own", () => {
  const written = Object.entries(sources)
    .filter(([path]) => !path.endsWith(".test.ts"))
    .flatMap(([, text]) =>
      [...text.matchAll(/= rule\(\{\s*name: "([^"]+)",\s*version: (\d+)/g)].map(([, name, version]) => `${name}@${version}`),
    )
  expect(written.length).toBeGreaterThan(5)
  const known = rules.map(({ name, version }) => `${name}@${version}`)
  expect(new Set(known).size).toBe(known.length)
  expect(written.filter((name) => !known.includes(name))).toEqual([])
})

test("what an operation decides, a rule decides", () => {
  const all = Object.values(operations).flatMap((verbs) => Object.values<AnyOperation>(verbs))
  // What a person decides stands in the audit under that person's name.
  const decided = all.flatMap(({ spec }) =>
    spec.decision && spec.approval !== "person" ? [{ operation: spec.name, decision: spec.decision }] : [],
  )
  expect(decided.map(({ operation }) => operation)).toContain("listing.push")
  // Votes are counted by a rule that takes the decision of what is proposed, whichever it is.
  const voted = ProposalKind.options.map((kind) => kindOf(kind).decision)
  const ruled = new Set<string>([...rules.map(({ decision }) => decision), ...voted])
  expect(decided.filter(({ decision }) => !ruled.has(decision))).toEqual([])
})

test("a rule or a version that nobody has is named", () => {
  expect(ruleOf("draft.price", 99)).toBe('Rule "draft.price" has no version 99; known: 1.')
  expect(ruleOf("draft.dice", 1)).toBe('There is no rule "draft.dice".')
})
