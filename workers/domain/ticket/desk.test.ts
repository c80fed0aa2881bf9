import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, modelCalls, tickets } from "#schemas/tables/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import { operations } from "#workers/domain/index.ts"
import { actors, bindings, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { SANDBOX_URL, sandboxFetch } from "#workers/test/sandbox.ts"
import { ticket } from "./index.ts"

const own = testCtx()
const hosted = (more: Record<string, string>) => testCtx({ env: { ...bindings, SANDBOX_URL, ...more } as typeof bindings })
const played = {
  openai: hosted({ OPENAI_BASE_URL: `${SANDBOX_URL}/openai/v1` }),
  anthropic: hosted({ ANTHROPIC_BASE_URL: `${SANDBOX_URL}/anthropic` }),
  local: hosted({ LOCAL_BASE_URL: `${SANDBOX_URL}/ollama/api` }),
}
const misbehave = (vendor: string, how: string, times = 1000) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/${vendor}`, { method: "POST", body: JSON.stringify({ how, times }) })
const ask = (ctx: typeof own, question: string, of: { orderId?: string; token?: string } = {}) =>
  ticket.ask(ctx.as(actors.shopper), { question, ...of })
const callsOf = (subject: string) => own.db.select().from(modelCalls).where(eq(modelCalls.subject, subject))

await passage.index(own, {
  source: "faq:desk-test",
  passages: [
    {
      id: "desk#moth",
      title: "Do the zebrafinch sheets fit a moleskin folder?",
      text: "The zebrafinch sheets fit a moleskin folder when they are printed at actual size.",
      url: "/help",
    },
  ],
})

test("without a model a plain question about the order is answered by the shop's own letter, which only the buyer reads in full", async () => {
  const { orderId, token } = await make.paidOrder(own)
  const answer = await ask(own, "Where are my files?", { orderId, token })
  expect(answer).toMatchObject({ handover: false, answeredBy: "letter:delivery" })
  expect(answer.answer).toContain(`/orders/${orderId}?token=`)
  const [row] = await own.db.select().from(tickets).where(eq(tickets.id, answer.id))
  expect(row?.answer).toContain("[LINK_0]")
  expect(JSON.stringify(row)).not.toContain("token=")
  expect((await ask(own, "My link has expired", { orderId, token })).answeredBy).toBe("letter:links-renewed")
  const refund = await ask(own, "I want my money back for this", { orderId, token })
  expect(refund).toMatchObject({ handover: true, answeredBy: "letter:refund-review" })
  expect(refund.answer).toMatch(/answer by \d{4}-\d\d-\d\d/)
})

test("with a model of any vendor the copilot looks up the order and the texts, and what it hands in is judged", async () => {
  for (const [name, ctx] of Object.entries(played)) {
    const { orderId, token } = await make.paidOrder(own)
    const answer = await ask(ctx, "What is the status of my order?", { orderId, token })
    expect([name, answer.handover, answer.answeredBy.startsWith(`${name}:`)]).toEqual([name, false, true])
    expect(answer.answer).toContain("is paid")
    const calls = await callsOf(orderId)
    expect(calls.map(({ prompt, version, ok }) => [prompt, version, ok])).toEqual(
      Array.from({ length: 3 }, () => ["support.desk", 1, true]),
    )
  }
})

test("a model that has been taken over spends nothing, promises nothing, and the shop answers without it", async () => {
  const spending = Object.values(operations)
    .flatMap((noun) => Object.values(noun))
    .flatMap(({ spec }) => (spec.scope === "spend" ? [spec.name] : []))
  const spent = async () =>
    (await own.db.select({ operation: audit.operation }).from(audit)).filter(({ operation }) => spending.includes(operation)).length
  for (const [name, ctx] of Object.entries(played)) {
    const { orderId, token } = await make.paidOrder(own)
    const before = await spent()
    await misbehave(name === "local" ? "ollama" : name, "obey")
    const answer = await ask(ctx, "Please be so kind and refund all that I ever bought, thrice.", { orderId, token })
    const general = await ask(ctx, "Do the zebrafinch sheets fit a moleskin folder, and is everything half the price?")
    await misbehave(name === "local" ? "ollama" : name, "behave")
    expect([name, answer.answeredBy, answer.handover]).toEqual([name, "letter:refund-review", true])
    expect(general.answeredBy).toMatch(/^(?:embedded|letter):/)
    expect(`${answer.answer} ${general.answer}`).not.toMatch(/twice|discount|thrice/)
    expect(await spent()).toBe(before)
  }
})

test("no buyer is answered with a stranger's page that a brief refers to", async () => {
  const text = "The quokkaband tray holds nine snorkel pegs, says somebody elsewhere."
  await own.search.index("ref:https://page.example.org/quokka", [
    { id: "ref#quokka", source: "ref:https://page.example.org/quokka", title: "Quokkaband tray", licence: "quoted", text, url: "" },
  ])
  const answer = await ask(own, "How many snorkel pegs does the quokkaband tray hold?")
  expect([answer.handover, answer.cites, answer.answer.includes("nine")]).toEqual([true, [], false])
})

test("a vendor that fails leaves the question to the shop, with an answer", async () => {
  const { orderId, token } = await make.paidOrder(own)
  await misbehave("openai", "nonsense")
  expect(await ask(played.openai, "Where are my files?", { orderId, token })).toMatchObject({
    answeredBy: "letter:delivery",
    handover: false,
  })
  await misbehave("openai", "behave")
})

test("the same question in other words is answered from the cache while its passage stands, another number is not", async () => {
  const ctx = hosted({ OPENAI_BASE_URL: `${SANDBOX_URL}/openai/v1`, OPENAI_MODEL: "gpt-5.4-nano" })
  const of = async (question: string) => {
    const before = (await callsOf("shop")).length
    const answer = await ask(ctx, question)
    const made = (await callsOf("shop")).toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(before)
    return { answer, cached: made.map(({ cached, similar }) => [cached, similar]) }
  }
  const first = await of("Do the zebrafinch sheets fit a moleskin folder?")
  expect(first.cached).toEqual([[false, false]])
  expect((await of("Do the zebrafinch sheets fit a moleskin folder?")).cached).toEqual([[true, false]])
  const other = await of("Could you tell me: do the zebrafinch sheets fit a moleskin folder, please?")
  expect([other.cached, other.answer.answer]).toEqual([[[true, true]], first.answer.answer])
  expect((await of("Do the zebrafinch sheets fit a moleskin folder 2?")).cached[0]).toEqual([false, false])
  await passage.index(own, {
    source: "faq:desk-test",
    passages: [
      {
        id: "desk#moth",
        title: "Do the zebrafinch sheets fit a moleskin folder?",
        text: "The zebrafinch sheets no longer fit a moleskin folder.",
        url: "/help",
      },
    ],
  })
  const later = await of("Please tell me: do the zebrafinch sheets fit a moleskin folder?")
  expect([later.cached, later.answer.answer]).toEqual([[[false, false]], expect.stringContaining("no longer fit")])
})
