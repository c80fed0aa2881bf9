import { expect, test } from "vitest"
import type { OrderView } from "#schemas/order.ts"
import { AppError } from "#workers/errors.ts"
import { minorUnits } from "./amount.ts"
import { answerChannels, flagState, sumsOf, windowName } from "./channels.ts"
import { answerDraft } from "./decide.ts"
import { answerKeys } from "./keys.ts"
import { answerRefund, refundable } from "./refund.ts"

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
const usd = (amount: number) => ({ amount, currency: "USD" })
const order: OrderView = {
  id: "ord_none",
  number: "AX-000001",
  status: "paid",
  placedAt: "2026-11-22T10:00:00.000Z",
  paidAt: "2026-11-22T10:01:00.000Z",
  email: "buyer@example.com",
  lines: [],
  subtotal: usd(1500),
  discount: usd(0),
  tax: usd(0),
  total: usd(1500),
  refunded: usd(500),
  refundableUntil: null,
  paymentUrl: null,
  receipt: { seller: "AutonomaX Goods", paidWith: null, reference: null },
}
const wrong = (field: string) => new AppError("invalid", `${field}: no`, { fields: [{ field, message: "no" }] })

test("an amount is read as people type it, and never rounded", () => {
  const read = ["12.50", "12", "$1,200.00", "0.5", "12.505", "twelve", "-3", "1,20", ""].map((typed) => minorUnits(typed, "USD"))
  expect(read).toEqual([1250, 1200, 120_000, 50, null, null, null, null, null])
  expect(minorUnits("1200", "JPY")).toBe(1200)
  expect(minorUnits("12.5", "JPY")).toBeNull()
})

test("only what is left of a paid order can be paid back", () => {
  expect(refundable(order)).toBe(1000)
  expect(refundable({ ...order, status: "refunded" })).toBe(0)
  expect(refundable({ ...order, status: "pending" })).toBe(0)
})

test("a refund is shown once more before it is paid, and refuses what cannot be meant", async () => {
  const paid: unknown[] = []
  const shop: Parameters<typeof answerRefund>[0] = {
    refund: {
      async issue(input) {
        paid.push(input)
        return { refundId: "rfd_1", status: "issued", amount: usd(input.amount ?? 0) }
      },
    },
  }
  const sent = { amount: "4.00", reason: "Wrong size", seen: "500" }
  expect(await answerRefund(shop, order, form(sent))).toEqual({ step: "confirm", wish: { amount: 400, reason: "Wrong size", seen: 500 } })
  const refused = [{ amount: "10.01" }, { amount: "lots" }, { reason: "" }, { seen: "0" }]
  const failures = await Promise.all(refused.map((more) => answerRefund(shop, order, form({ ...sent, ...more, confirmed: "yes" }))))
  const told = failures.map((failed) => (failed.step === "failed" ? [failed.failure.code, Object.keys(failed.failure.fields)] : failed))
  expect(told).toEqual([
    ["invalid", ["amount"]],
    ["invalid", ["amount"]],
    ["invalid", ["reason"]],
    ["conflict", []],
  ])
  expect(paid).toEqual([])
  expect(await answerRefund(shop, order, form({ ...sent, confirmed: "yes" }))).toMatchObject({ step: "done" })
  expect(paid).toEqual([{ orderId: "ord_none", amount: 400, reason: "Wrong size" }])
})

const scorecard = { rubric: "r", threshold: 4, overall: 4.5, pass: true, scores: [] }
const copy = { title: "A title", bullets: [], description: "", tags: [], seoTitle: "", seoDescription: "", coverAlt: "", faq: [] }
const review: Parameters<typeof answerDraft>[1] = {
  revision: "f".repeat(64),
  reasons: [],
  priceWhy: "",
  decision: null,
  jobId: "job_1",
  draft: {
    id: "drf_1",
    productId: "prd_1",
    status: "waiting",
    kind: "guide",
    title: "A title",
    description: "",
    tags: [],
    assets: [],
    price: 9,
    money: usd(900),
    bullets: [],
    chosen: "A",
    variants: [
      { key: "A", copy, scorecard },
      { key: "B", copy, scorecard },
    ],
    scorecard,
    facts: { files: 1, bytes: 1, formats: ["PDF"], pages: {}, papers: [], words: 0, counts: {} },
    files: [],
    composer: "embedded:composer",
    round: 1,
    createdAt: "2026-11-22T10:00:00.000Z",
  },
}

/** The three verbs of the draft's page, with what they were asked; `lost` makes a decision lose its race. */
function desk(lost = false) {
  const asked: unknown[] = []
  const shop: Parameters<typeof answerDraft>[0] = {
    draft: {
      async decide(input) {
        if (lost) throw new AppError("conflict", "Draft drf_1 was decided by somebody else a moment ago.")
        asked.push(input)
        return { id: input.id, status: "approved" }
      },
    },
    listing: {
      async validate({ channel }) {
        const ok = channel !== "etsy"
        return { channel, ok, status: ok ? "valid" : "invalid", listingId: null, url: null, problems: [] }
      },
    },
    product: {
      async publish(input) {
        asked.push(input)
        return { jobId: "job_2", draftId: "drf_1", productId: "prd_1", channels: [] }
      },
    },
  }
  return { shop, asked }
}

test("a decision is shown before it is applied, with the variant, the reason and the revision that were seen", async () => {
  const { shop, asked } = desk()
  const sent = { decision: "approve", chosen: "B", reason: "Clear title", revision: review.revision }
  const wish = { decision: "approve", chosen: "B", reason: "Clear title", revision: review.revision }
  expect(await answerDraft(shop, review, form(sent))).toEqual({ step: "confirm", wish })
  expect(asked).toEqual([])
  const done = await answerDraft(shop, review, form({ ...sent, confirmed: "yes" }))
  expect(done).toEqual({ step: "done", location: "/console/drafts/drf_1?decided=approve" })
  expect(asked).toEqual([{ id: "drf_1", ...wish }])
})

test("a stale revision and a lost race are conflicts in words, and a form without sense names its field", async () => {
  const { shop, asked } = desk(true)
  const sent = { decision: "reject", chosen: "A", revision: review.revision, confirmed: "yes" }
  const answers = await Promise.all(
    [{ revision: "0".repeat(64) }, {}, { decision: "burn" }, { chosen: "D" }].map((more) =>
      answerDraft(shop, review, form({ ...sent, ...more })),
    ),
  )
  const told = answers.map((one) => (one.step === "failed" ? [one.failure.code, ...Object.keys(one.failure.fields)] : one))
  expect(told).toEqual([["conflict"], ["conflict"], ["invalid", "decision"], ["invalid", "chosen"]])
  expect(answers[1]).toMatchObject({ failure: { message: "Draft drf_1 was decided by somebody else a moment ago." } })
  expect(asked).toEqual([])
})

test("channels are asked first and published only after that", async () => {
  const { shop, asked } = desk()
  const sent = form({ form: "publish", channel: "storefront" })
  sent.append("channel", "etsy")
  const checked = await answerDraft(shop, review, sent)
  expect(checked.step === "checked" && checked.results.map(({ channel, ok }) => [channel, ok])).toEqual([
    ["storefront", true],
    ["etsy", false],
  ])
  expect(asked).toEqual([])
  const done = await answerDraft(shop, review, form({ form: "publish", channel: "storefront", confirmed: "yes" }))
  expect(done).toEqual({ step: "done", location: "/console/jobs/job_2" })
  expect(await answerDraft(shop, review, form({ form: "publish" }))).toMatchObject({ failure: { fields: { channel: expect.any(String) } } })
})

test("a key is made with known scopes only, and what the shop refuses stands at its field", async () => {
  const made: unknown[] = []
  const shop: Parameters<typeof answerKeys>[0] = {
    key: {
      async create(input) {
        if (input.name.length < 2) throw wrong("name")
        made.push(input)
        return { id: "key_1", hint: "abcd", createdAt: "", lastUsedAt: null, revokedAt: null, ...input, key: "ax_secret" }
      },
      async revoke({ id }) {
        throw new AppError("not_found", `There is no active key ${id}.`)
      },
    },
  }
  expect(await answerKeys(shop, form({ name: "x", scopes: "everything" }))).toMatchObject({
    failure: { fields: { scopes: expect.any(String) } },
  })
  expect(await answerKeys(shop, form({ name: "x", scopes: "read" }))).toMatchObject({ failure: { fields: { name: "no" } } })
  expect(made).toEqual([])
  const created = await answerKeys(shop, form({ name: "nightly export", scopes: "read" }))
  expect(created).toEqual({ step: "created", name: "nightly export", key: "ax_secret" })
  expect(made).toEqual([{ name: "nightly export", scopes: ["read"] }])
  const revoked = await answerKeys(shop, form({ form: "revoke", id: "key_9" }))
  expect(revoked).toMatchObject({ about: "revoke", failure: { code: "not_found" } })
})

test("the channels' forms sync, run dry, set flags with a reason and accept contracts; a refusal is shown", async () => {
  const asked: unknown[] = []
  const summary = { checked: 2, healthy: 1, published: 0, updated: 1, withdrawn: 0, failed: 0, later: 0, remaining: 0 }
  const shop: Parameters<typeof answerChannels>[0] = {
    channel: {
      async sync(input) {
        asked.push(input)
        const at = "2026-11-22T10:00:00.000Z"
        return { id: null, channel: input.channel, status: "planned", note: null, summary, items: [], startedAt: at, finishedAt: at }
      },
      accept: async () => Promise.reject(new AppError("conflict", "etsy has no contract to accept.")),
    },
    flag: { set: async (input) => Promise.reject(input.why ? wrong("value") : wrong("why")) },
  }
  expect(await answerChannels(shop, form({ form: "dry", channel: "etsy" }))).toMatchObject({
    step: "synced",
    report: { status: "planned" },
  })
  await answerChannels(shop, form({ form: "sync", channel: "etsy", add: "yes" }))
  expect(asked).toEqual([
    { channel: "etsy", dry_run: true, add: false },
    { channel: "etsy", dry_run: false, add: true },
  ])
  expect(await answerChannels(shop, form({ form: "flag", key: "channel.etsy", value: "on", why: "" }))).toMatchObject({
    step: "failed",
    about: "channel.etsy",
    failure: { fields: { why: "no" } },
  })
  expect(await answerChannels(shop, form({ form: "accept", channel: "etsy" }))).toMatchObject({
    step: "failed",
    failure: { code: "conflict" },
  })
  const set: unknown[] = []
  const kept: Parameters<typeof answerChannels>[0]["flag"]["set"] = async (input) => {
    set.push(input)
    throw new AppError("conflict", "Only looked at.")
  }
  const flagForm = (fields: Record<string, string>) =>
    answerChannels({ ...shop, flag: { set: kept } }, form({ form: "flag", key: "k", why: "A try.", ...fields }))
  const posted: Record<string, string>[] = [
    { percent: "25" },
    { percent: "0" },
    { percent: " " },
    { number: "2.5" },
    { number: "" },
    { value: "off" },
  ]
  for (const fields of posted) await flagForm(fields)
  expect(set).toEqual([
    { key: "k", why: "A try.", value: true, percent: 25 },
    { key: "k", why: "A try.", value: false },
    { key: "k", why: "A try.", value: true, percent: Number.NaN },
    { key: "k", why: "A try.", value: 2.5 },
    { key: "k", why: "A try.", value: Number.NaN },
    { key: "k", why: "A try.", value: false },
  ])
  const state = (value: boolean | number, percent: number | null) => flagState({ value, percent })
  expect([state(true, null), state(true, 25), state(true, 100), state(false, 25), state(3, null)]).toEqual([
    "on",
    "on for 25 %",
    "on",
    "off",
    "3",
  ])
  expect([sumsOf(summary), windowName(86_400), windowName(20)]).toEqual(["2 checked, 1 healthy, 1 updated", "day", "20 s"])
})
