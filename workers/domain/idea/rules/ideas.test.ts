import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { ProductBrief } from "#schemas/brief.ts"
import { loadStaticVectors } from "#workers/adapters/models/static-vectors/index.ts"
import { categoryOf, listSubject } from "./category.ts"
import { detectFormat } from "./detect.ts"
import { etsy, hostile, knitting, trends } from "./fixtures.ts"
import { fingerprintOf, ideasOf } from "./ideas.ts"
import { withoutKind } from "./kind.ts"
import { readSource } from "./read.ts"

const embedder = await loadStaticVectors((env as { ASSETS: Fetcher }).ASSETS)
const found = (name: string, text: string) => ideasOf(readSource(detectFormat(name, text), text), name, embedder)

const section = (name: string): string => `## ${name}\n\n${["a", "b", "c"].map((at) => `- [${at}](https://${at}.example)`).join("\n")}\n\n`

test("a section that people collect is an idea: named for buyers, explained by figures that add up to its score", async () => {
  const { ideas, dropped } = await found("README.md", knitting)
  expect(ideas.map(({ category, audience }) => [category, audience])).toEqual([
    ["knitting sock patterns", "beginners"],
    ["yarn and fibre", "beginners"],
  ])
  const [socks] = ideas
  expect(socks?.keywords).toContain("short row")
  expect(socks?.evidence.find(({ signal }) => signal === "entries collected")).toEqual({
    signal: "entries collected",
    value: 4,
    weight: 15.4,
    source: "README.md",
    rows: 'entries 1–4 under "🧦 Sock Patterns"',
  })
  expect(socks?.score).toBeCloseTo(socks?.evidence.reduce((sum, { weight }) => sum + weight, 0) ?? 0, 5)
  expect(dropped.map(({ title }) => title)).toEqual(["2023"])
})

test("listings that share a tag are an idea of the kind they are; a shop of other people's marks is none", async () => {
  const { ideas, dropped } = await found("EtsyListingsDownload.csv", etsy)
  expect(ideas).toMatchObject([{ category: "wedding planning", audience: "engaged couples", kind: "planner" }])
  expect(ideas[0]?.evidence).toContainEqual(
    expect.objectContaining({ signal: "median price", value: 12, weight: 9, rows: "3 prices, 9 to 14.5" }),
  )
  expect(dropped).toContainEqual({ title: "pokemon stickers", cause: "policy", reason: expect.stringContaining("trademark (pokemon)") })
  expect(dropped).toContainEqual({ title: "Lonely Lamp", cause: "too-few", reason: expect.stringContaining("Fewer than 3") })
})

test("a rising search term outranks, one that nobody asks for any more is dropped", async () => {
  const { ideas, dropped } = await found("multiTimeline.csv", trends)
  expect(ideas).toMatchObject([{ category: "sourdough baking", audience: "busy home cooks" }])
  expect(ideas[0]?.evidence).toMatchObject([
    { signal: "interest, last 12 weeks (0–100)", value: 60 },
    {
      signal: "growth by fitted trend (% a year)",
      value: expect.closeTo(76.7, 1),
      rows: expect.stringContaining("too short to tell season"),
    },
  ])
  expect(dropped).toEqual([{ title: "Fidget spinner", cause: "no-evidence", reason: "No interest was measured in the last weeks." }])
})

test("a heading becomes what a buyer would type, or nothing", () => {
  const cases: [string[], string | null, string | null][] = [
    [["Prompt Engineering"], null, "prompt engineering"],
    [["Serving"], "LLM", "LLM serving"],
    [["Image", "Services"], "AI", "AI image services"],
    [["LLM Evaluation:"], "LLM", "LLM evaluation"],
    [["Security", "Frameworks for LLM security"], "LLMOps", "LLM security"],
    [["🔥 Trending LLM Projects (2024)"], "LLM", "LLM projects"],
    [["Wedding Planning"], null, "wedding planning"],
    ...["Contents", "Table of Content", "Contributing", "License", "2023", "Q3 2024", "Other", "More lists", "Milestone Papers", "💖"].map(
      (name): [string[], null, null] => [[name], null, null],
    ),
  ]
  for (const [path, subject, category] of cases) expect([path, categoryOf(path, subject)]).toEqual([path, category])
  expect([listSubject("Awesome Generative AI"), listSubject("Awesome-LLM"), listSubject("Awesome LLMOps")]).toEqual(["AI", "LLM", "LLMOps"])
  expect([
    withoutKind("digital budget planner"),
    withoutKind("debt tracker"),
    withoutKind("botanical wall art"),
    withoutKind("planner"),
  ]).toEqual(["budget planning", "debt", "botanical wall art", null])
})

test("a line that speaks to a model gets nowhere: not as title, category, keyword or reason", async () => {
  const { ideas, dropped } = await found("README.md", hostile)
  expect(ideas.map(({ category }) => category)).toEqual(["balcony alert vegetables"])
  expect(ideas[0]?.evidence[0]?.value).toBe(3)
  const all = JSON.stringify([ideas.map(({ vector: _vector, ...idea }) => idea), dropped])
  expect(all).not.toMatch(/ignore all|system prompt|password|<script|\u202e/i)
  expect(dropped.filter(({ reason }) => reason.includes("speaks to a model"))).toHaveLength(2)
})

test("the same subject in other words is one idea, its neighbours stay apart", async () => {
  expect(fingerprintOf("plants for the house", null)).toBe(fingerprintOf("house plant", null))
  expect(fingerprintOf("text-to-speech", null)).not.toBe(fingerprintOf("speech-to-text", null))
  expect(fingerprintOf("budget", "planner")).not.toBe(fingerprintOf("budget", "workbook"))
  const text = `# X\n\n${["Freelance bookkeeping", "Freelancer bookkeeping", "Email marketing automation", "Email marketing automations guests", "Raised bed gardening"].map(section).join("")}`
  const { ideas, dropped } = await found("x.md", text)
  expect(ideas.map(({ category }) => category).toSorted()).toEqual([
    "email marketing automation",
    "freelance bookkeeping",
    "raised bed gardening",
  ])
  expect(dropped.map(({ reason }) => reason).filter((reason) => reason.startsWith("It is the same idea"))).toHaveLength(2)
})

test("every idea can be a brief, whatever the source", async () => {
  const sources: [string, string][] = [
    ["README.md", knitting],
    ["e.csv", etsy],
    ["multiTimeline.csv", trends],
    ["README.md", hostile],
  ]
  for (const [name, text] of sources) {
    for (const { category, audience, keywords } of (await found(name, text)).ideas)
      expect(ProductBrief.safeParse({ category, audience, keywords }).success).toBe(true)
  }
})
