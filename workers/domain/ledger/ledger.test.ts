import fc from "fast-check"
import { eq, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import type { Account } from "#schemas/ledger.ts"
import { ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { credit, debit, ledger, ledgerEntry, ledgerReversal, share, type NewEntry } from "./index.ts"

const ctx = testCtx()
const audit = { operation: "test.post", subject: "ledger" }
const post = (entry: Partial<NewEntry> & Pick<NewEntry, "sourceId" | "postings">) =>
  ctx.commit({ writes: ledgerEntry(ctx, { source: "test", at: ctx.now(), memo: "A test.", ...entry }), audit })
const usd = (amount: number) => ({ amount, currency: "USD" })
const sale = (amount: number) => [debit("receivable:test", usd(amount)), credit("revenue:test", usd(amount))]
const entriesOf = async (sourceId: string) => (await ledger.view(ctx, { sourceId, limit: 100 })).items
const own = async (prefix: string) =>
  new Map(
    (await ledger.view(ctx, {})).balances
      .filter(({ account }) => account.includes(`:${prefix}`))
      .map((row) => [`${row.account} ${row.currency}`, row.amount]),
  )

test("an entry is posted once however often it is tried, also at the same moment", async () => {
  await Promise.all([1, 2, 3, 4].map(() => post({ sourceId: "once", postings: sale(1290) })))
  const [entry, ...more] = await entriesOf("once")
  expect([more, entry?.postings]).toEqual([
    [],
    [
      { account: "receivable:test", amount: 1290, currency: "USD" },
      { account: "revenue:test", amount: -1290, currency: "USD" },
    ],
  ])
})

test("what does not add up to zero in each currency is refused by the code, and by the database behind it", async () => {
  const crooked = [debit("cash:test", usd(5)), credit("revenue:test", { amount: 5, currency: "EUR" })]
  expect(() => ledgerEntry(ctx, { source: "test", sourceId: "crooked", at: ctx.now(), memo: "", postings: crooked })).toThrow(
    "out of balance",
  )
  const half = [debit("cash:test", usd(0.5)), credit("revenue:test", usd(0.5))]
  expect(() => ledgerEntry(ctx, { source: "test", sourceId: "half", at: ctx.now(), memo: "", postings: half })).toThrow("whole number")
  const [entry] = await ctx.db.select().from(ledgerEntries).limit(1)
  const id = ctx.id("entry")
  const row = { entryId: id, account: "cash:test" as Account, currency: "USD" }
  const head = { id, source: "test", sourceId: "by-hand", memo: "", at: ctx.now(), postedAt: ctx.now() }
  const byHand = (amounts: number[]) =>
    ctx.commit({
      writes: [
        ...amounts.map((amount, position) => ctx.db.insert(ledgerPostings).values({ ...row, position, amount })),
        ctx.db.insert(ledgerEntries).values(head),
      ],
      audit,
    })
  for (const amounts of [[5, -4], [5], []]) await expect(byHand(amounts)).rejects.toThrow()
  expect(await ctx.db.select().from(ledgerPostings).where(eq(ledgerPostings.entryId, id))).toEqual([])
  for (const change of [
    ctx.db.update(ledgerPostings).set({ amount: 1 }),
    ctx.db.delete(ledgerPostings),
    ctx.db.update(ledgerEntries).set({ memo: "changed" }),
    ctx.db.delete(ledgerEntries),
    ctx.db.insert(ledgerPostings).values({ ...row, entryId: entry?.id ?? "", position: 9, amount: 1 }),
  ])
    await expect(change).rejects.toThrow()
})

test("taking an entry back adds its mirror once and edits nothing", async () => {
  await post({ sourceId: "back", postings: sale(700) })
  const [before] = await entriesOf("back")
  const back = () => ctx.commit({ writes: ledgerReversal(ctx, { source: "test", sourceId: "back", memo: "It was not so." }), audit })
  await back()
  await back()
  await ctx.commit({ writes: ledgerReversal(ctx, { source: "test", sourceId: "never", memo: "Nothing there." }), audit })
  const [mirror, first, ...more] = await entriesOf("back")
  expect([first, more, mirror?.source]).toEqual([before, [], "test.reversed"])
  expect(mirror?.postings.map(({ amount }) => amount)).toEqual([-700, 700])
  expect(await entriesOf("never")).toEqual([])
})

const step = fc.record({
  kind: fc.constantFrom("sale", "refund", "fee", "dispute", "won", "model", "reverse", "replay"),
  currency: fc.constantFrom("USD", "EUR", "JPY"),
  amount: fc.integer({ min: 1, max: 5_000_000 }),
  tax: fc.integer({ min: 0, max: 400_000 }),
  discount: fc.integer({ min: 0, max: 90 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function postingsOf({ kind, currency, amount, tax, discount }: Step, of: string) {
  const money = (sum: number) => ({ amount: sum, currency })
  const off = Math.floor((amount * discount) / 100)
  if (kind === "refund") {
    const back = share(tax, Math.ceil(amount / 2), amount)
    return [
      debit(`refunds:${of}`, money(amount)),
      debit(`tax-payable:${of}`, money(back)),
      credit(`receivable:${of}`, money(amount + back)),
    ]
  }
  if (kind === "fee") return [debit(`fees:${of}`, money(amount)), credit(`cash:${of}`, money(amount))]
  if (kind === "dispute") return [debit(`disputes:${of}`, money(amount)), credit(`receivable:${of}`, money(amount))]
  if (kind === "won") return [debit(`receivable:${of}`, money(amount)), credit(`disputes:${of}`, money(amount))]
  if (kind === "model") return [debit(`model-costs:${of}`, money(amount)), credit(`payable:${of}`, money(amount))]
  return [
    debit(`receivable:${of}`, money(amount - off + tax)),
    debit(`discounts:${of}`, money(off)),
    credit(`revenue:${of}`, money(amount)),
    credit(`tax-payable:${of}`, money(tax)),
  ]
}

test("whatever happens in whatever order: every currency stands at zero, and the balances are the sum of the rows", async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const of = `run${run++}`
      const expected = new Map<string, number>()
      const posted: NewEntry[] = []
      const reversed = new Set<string>()
      for (const [n, one] of steps.entries()) {
        const earlier = posted[one.amount % Math.max(1, posted.length)]
        if (one.kind === "replay" && earlier) await post(earlier)
        else if (one.kind === "reverse" && earlier) {
          await ctx.commit({ writes: ledgerReversal(ctx, { ...earlier, memo: "Taken back." }), audit })
          if (!reversed.has(earlier.sourceId)) count(expected, earlier, -1)
          reversed.add(earlier.sourceId)
        } else {
          const entry = { source: "test", sourceId: `${of}.${n}`, at: ctx.now(), memo: one.kind, postings: postingsOf(one, of) }
          await post(entry)
          posted.push(entry)
          count(expected, entry, 1)
        }
      }
      const shown = await own(of)
      for (const [account, amount] of expected) expect(shown.get(account) ?? 0, account).toBe(amount)
      const sums = await ctx.db
        .select({ currency: ledgerPostings.currency, sum: sql<number>`sum(amount)` })
        .from(ledgerPostings)
        .groupBy(ledgerPostings.currency)
      for (const { sum } of sums) expect(sum).toBe(0)
    }),
    { numRuns: 25 },
  )
})

function count(balances: Map<string, number>, { postings }: NewEntry, sign: 1 | -1): void {
  for (const { account, amount, currency } of postings)
    balances.set(`${account} ${currency}`, (balances.get(`${account} ${currency}`) ?? 0) + sign * amount)
}

test("shares of successive steps add up to the whole", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 1 }),
      (part, steps) => {
        const whole = steps.reduce((sum, n) => sum + n, 0)
        let [done, shared] = [0, 0]
        for (const n of steps) {
          const mine = share(part, done + n, whole) - share(part, done, whole)
          expect(mine).toBeGreaterThanOrEqual(0)
          ;[done, shared] = [done + n, shared + mine]
        }
        expect(shared).toBe(part)
      },
    ),
  )
})

test("the journal goes out as CSV with amounts of each currency, and a memo cannot be a formula", async () => {
  const yen = [debit("receivable:test", { amount: 1290, currency: "JPY" }), credit("revenue:test", { amount: 1290, currency: "JPY" })]
  const dinar = [debit("fees:test", { amount: 12_340, currency: "KWD" }), credit("cash:test", { amount: 12_340, currency: "KWD" })]
  await post({ sourceId: "csv", memo: '=HYPERLINK("http://x.test", 1)', at: new Date("2031-01-02"), postings: [...yen, ...dinar] })
  const { csv, rows } = await ledger.export(ctx, { from: "2031-01-02", until: "2031-01-03" })
  expect(rows).toBe(4)
  const lines = csv.trimEnd().split("\r\n")
  expect(lines[0]).toBe("entry,at,source,source_id,memo,account,debit,credit,currency")
  expect(lines[1]).toContain(`,test,csv,"'=HYPERLINK(""http://x.test"", 1)",receivable:test,1290,,JPY`)
  expect(lines[4]).toContain(",cash:test,,12.340,KWD")
  expect(await codeOf(ledger.view(ctx.as(actors.shopper), {}))).toBe("forbidden")
})
