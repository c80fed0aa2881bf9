import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { ProductBrief } from "#schemas/brief.ts"
import { prompts } from "#schemas/prompts/index.ts"
import { brand } from "#seeds/brand.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { handoverPolicy } from "#seeds/policies/index.ts"
import { CannotCompose, embedded } from "./index.ts"
import { topicFor } from "./match.ts"

const model = embedded(topics, brand, handoverPolicy)
async function brief(request: ProductBrief, { taken = [] as string[], month = 11 } = {}) {
  const { output } = await model.complete("brief", { request, ideaId: null, thisYear: 2026, month, taken })
  return prompts.brief.output.parse(output)
}

const found = (category: string) => topicFor(topics(), { category, audience: "people", keywords: [] })

test("the words of a brief settle the kind of good", async () => {
  const asked: [string, string][] = [
    ["weekly meal planner", "planner"],
    ["habit tracker", "planner"],
    ["budget calculator", "workbook"],
    ["savings spreadsheet", "workbook"],
    ["ChatGPT for teachers", "prompt-pack"],
    ["sourdough ebook", "guide"],
    ["kitchen wall art", "printable"],
    ["moving house checklist", "worksheet"],
  ]
  for (const [category, kind] of asked)
    expect([category, (await brief({ category, audience: "beginners" })).kind]).toEqual([category, kind])
  const kinds = await Promise.all(
    ["sailing", "chess", "knitting", "birds", "origami", "hiking", "bread", "violin", "tea", "maps"].map((category) =>
      brief({ category, audience: "beginners" }),
    ),
  )
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBeGreaterThan(2)
})

test("from September on a dated good is for the next year; a year that was asked for is kept", async () => {
  const request = { category: "meal planner", audience: "parents" }
  expect((await brief(request, { month: 8 })).year).toBe(2026)
  expect((await brief(request, { month: 9 })).year).toBe(2027)
  expect((await brief({ ...request, year: 2031 })).year).toBe(2031)
})

test("given keywords stay first, banned phrases and unreadable ones are left out, and the angle avoids taken titles", async () => {
  const request = {
    category: "Meal planning",
    audience: "busy parents",
    keywords: ["family meal planner", "ultimate planner", "🔥🔥", "Family Meal Planner"],
  }
  const first = await brief(request)
  expect(first.keywords[0]).toBe("family meal planner")
  expect(first.keywords.join()).not.toMatch(/ultimate|🔥/)
  const named = first.angle.match(/[A-Z][a-z]+(?: [A-Za-z]+)* and [A-Z][A-Za-z ]+/)?.[0] ?? first.angle
  expect((await brief(request, { taken: [named, first.angle] })).angle).not.toBe(first.angle)
})

test("topics are found by alias, part, keyword and audience; what nobody knows falls back to the general one", () => {
  const expected: [string, string][] = [
    ["weekly meal prep", "meal-planning"],
    ["Household budgeting", "home-budgeting"],
    ["invoice tracker", "freelance-finances"],
    ["resume templates", "job-search"],
    ["vegetable garden journal", "gardening"],
    ["AI prompts", "prompt-engineering"],
  ]
  for (const [category, id] of expected) expect([category, found(category).ids]).toEqual([category, [id]])
  expect(found("budgeting and meal planning").ids).toEqual(["home-budgeting", "meal-planning"])
  expect(found("crochet pattern organizer").general).toBe(true)
})

test("other scripts and words that are none are refused with the field", async () => {
  for (const category of ["预算表格", "Бюджет семьи", "!!??", "👩‍👧👩‍👧", "12345", "x".repeat(60)]) {
    await expect(brief({ category, audience: "people" }), category).rejects.toThrow(CannotCompose)
    await expect(brief({ category: "budget", audience: category }), category).rejects.toMatchObject({
      field: "audience",
      reason: expect.any(String),
    })
  }
})

test("whatever a brief holds, the composer gives valid copy without markup or refuses by name", async () => {
  const word = fc.oneof(
    fc.constantFrom(
      "<script>",
      "{{x}}",
      "meal",
      "PLANNER",
      "for",
      "–",
      "naïve",
      "🎉",
      "预算",
      "'; DROP",
      "a/b",
      "[link](http://x)",
      "\u202Eabc",
      "O’Neil",
      "50%",
    ),
    fc.string({ maxLength: 12, unit: "grapheme" }),
  )
  const line = fc
    .array(word, { minLength: 1, maxLength: 9 })
    .map((words) => words.join(" ").slice(0, 80))
    .filter((text) => text.trim().length >= 2)
  await fc.assert(
    fc.asyncProperty(line, line, fc.array(line, { maxLength: 3 }), async (category, audience, keywords) => {
      try {
        const full = await brief({
          category,
          audience,
          keywords: keywords.map((keyword) => keyword.slice(0, 60)).filter((keyword) => keyword.trim().length >= 2),
        })
        const written = await model.complete(`content.${full.kind}`, { brief: full, passages: [], variation: 0, currency: "USD" })
        const content = prompts[`content.${full.kind}`].output.parse(written.output)
        const facts = { files: 2, bytes: 3, formats: ["pdf"], pages: {}, papers: [], words: 0, counts: {} }
        const copy = prompts.copy.output.parse(
          (await model.complete("copy", { brief: full, content, facts, variants: 2, taken: [], repair: [] })).output,
        )
        expect(JSON.stringify(copy)).not.toMatch(/[<>`]|\{\{|\u202E/)
        expect(JSON.stringify({ ...content, groups: undefined, seed: 0 })).not.toMatch(/<|script>|\u202E/)
      } catch (error) {
        if (!(error instanceof CannotCompose)) throw error
      }
    }),
    { numRuns: 120, seed: 7 },
  )
})
