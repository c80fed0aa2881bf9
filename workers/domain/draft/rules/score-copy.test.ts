import { expect, test } from "vitest"
import { goodKinds } from "#schemas/good.ts"
import { brand } from "#seeds/brand.ts"
import { extraBriefs, seedBriefs } from "#seeds/briefs.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import { compose, type Work } from "./fixtures.ts"
import { scoreCopy } from "./score-copy.ts"
import type { Listed } from "./uniqueness.ts"

type Change = Partial<Work["variants"][number]>
const scored = ({ brief, content, facts, variants }: Work, change: Change = {}, catalogue: readonly Listed[] = []) => {
  const [first, ...siblings] = variants
  if (!first) throw new Error("no variant")
  return scoreCopy({ copy: { ...first, ...change }, brief, facts, content, catalogue, siblings, brand, rubric })
}
const dimension = (card: ReturnType<typeof scored>, name: string) => {
  const found = card.scores.find((score) => score.dimension === name)
  if (!found) throw new Error(name)
  return found
}
const planner = () =>
  compose({
    category: "Freelance finances",
    audience: "freelance designers",
    keywords: ["freelance finance planner", "invoice tracker"],
    kind: "planner",
  })

test("copy for nearly every topic and kind passes the gate in a shop that already holds all the others", async () => {
  const catalogue: Listed[] = []
  const failed: string[] = []
  let count = 0
  for (const topic of topics()) {
    for (const kind of goodKinds) {
      const work = await compose(
        { category: topic.name, audience: topic.audiences[count % topic.audiences.length] ?? "beginners", kind },
        { taken: catalogue.map(({ title }) => title) },
      )
      for (const [at, copy] of work.variants.entries()) {
        const card = scoreCopy({ ...work, copy, catalogue, siblings: work.variants.filter((_, other) => other !== at), brand, rubric })
        count += 1
        if (!card.pass) failed.push(`${copy.title}: ${card.scores.map(({ dimension: name, score }) => `${name} ${score}`).join(", ")}`)
      }
      catalogue.push(...work.variants.slice(0, 1))
    }
  }
  expect(count).toBeGreaterThan(100)
  expect(failed.length / count, failed.join("\n")).toBeLessThanOrEqual(0.05)
})

test("the seed briefs give six kinds, and both variants of each pass", async () => {
  const catalogue: Listed[] = []
  for (const request of [...seedBriefs, ...extraBriefs]) {
    const work = await compose(request, { taken: catalogue.map(({ title }) => title) })
    const card = scored(work, {}, catalogue)
    expect(card.overall, JSON.stringify(card.scores)).toBeGreaterThanOrEqual(4.3)
    expect(work.variants[0]?.description).not.toBe(work.variants[1]?.description)
    catalogue.push(...work.variants.slice(0, 1))
  }
  expect(new Set([...seedBriefs, ...extraBriefs].map(({ kind }) => kind)).size).toBe(6)
})

test("keyword stuffing fails on SEO, with the sentence to mend", async () => {
  const phrase = "Freelance finance planner for freelance finance. "
  const card = scored(await planner(), {
    title: "Freelance Finance Planner Finance Planner Freelance Planner",
    description: `${phrase.repeat(30)}\n\n${phrase}\n\n${phrase}`,
  })
  expect(card.pass).toBe(false)
  expect(card.overall).toBeLessThan(4)
  expect(dimension(card, "seo_score").score).toBeLessThanOrEqual(2)
  expect(dimension(card, "seo_score").fixes.join(" ")).toContain("Stop repeating the keyword")
})

test("hype fails on brand fit and names each phrase", async () => {
  const work = await planner()
  const card = scored(work, {
    description: `Unlock the ULTIMATE game changer for your finances!!! Effortless and guaranteed.\n\n${work.variants[0]?.description ?? ""}`,
  })
  expect(card.overall).toBeLessThan(4)
  expect(dimension(card, "brand_fit")).toMatchObject({ score: expect.closeTo(0, 0), why: expect.stringContaining("unlock") })
  expect(dimension(card, "brand_fit").fixes.join(" ")).toMatch(/game changer.*ultimate|ultimate.*game changer|unlock/)
})

test("a figure that the files do not bear out scores 0 for brand fit and is named", async () => {
  const work = await planner()
  const description = work.variants[0]?.description ?? ""
  const lies = [
    "It has 900 pages.",
    "It has 4,000 links.",
    "There are fourteen trackers inside.",
    "Trusted by 12500 buyers.",
    "More than 5,000 pages long.",
  ]
  for (const lie of lies) {
    const card = scored(work, { description: `${description} ${lie}` })
    expect([lie, dimension(card, "brand_fit").score]).toEqual([lie, 0])
    expect(card.pass).toBe(false)
  }
  expect(dimension(scored(work, { description: `${description} ${lies[0]}` }), "brand_fit").fixes.join(" ")).toContain("900 pages")
  expect(
    dimension(scored(work, { description: `${description} It has 458 pages and more than 3,000 links.` }), "brand_fit").score,
  ).toBeGreaterThan(4)
})

test("a copy of a listing in the shop fails on uniqueness and names the other", async () => {
  const work = await planner()
  const [first] = work.variants
  const original = { title: first?.title ?? "", description: first?.description ?? "" }
  const card = scored(work, {}, [original])
  expect(dimension(scored(work, {}, [original, { ...original }, { ...original }]), "uniqueness").score).toBeLessThanOrEqual(1)
  expect(card.overall).toBeLessThan(4)
  expect(dimension(card, "uniqueness").score).toBeLessThanOrEqual(1)
  expect(dimension(card, "uniqueness").fixes.join(" ")).toContain(first?.title)
})

test("copy about something else fails on intent, and long-winded copy on readability", async () => {
  const work = await planner()
  const other = await compose({ category: "Meal planning", audience: "busy parents", kind: "guide" })
  const wrong = scored({ ...work, variants: other.variants, content: other.content, facts: other.facts })
  expect(dimension(wrong, "intent_match").score).toBeLessThan(3)
  expect(wrong.overall).toBeLessThan(4)
  const winding =
    "Notwithstanding considerable organisational complexity, administrative responsibilities necessitate comprehensive documentation of entrepreneurial expenditure, inasmuch as institutional requirements, notwithstanding jurisdictional peculiarities, habitually presuppose meticulous categorisation. "
  const card = scored(work, { description: winding.repeat(6), bullets: Array.from({ length: 4 }, () => winding.slice(0, 198)) })
  expect(dimension(card, "readability").score).toBeLessThan(3)
  expect(dimension(card, "readability").fixes.length).toBeGreaterThan(1)
})
