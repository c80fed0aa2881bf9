import { eq, like } from "drizzle-orm"
import { expect, test } from "vitest"
import { mails, operatorLetters, tickets } from "#schemas/tables/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { sendLetters } from "#workers/domain/letter/index.ts"
import { ticket } from "./index.ts"

const time = clock("2027-12-20T09:00:00Z")
const ctx = testCtx({ now: time.now })
const ask = async (question: string) => (await ticket.ask(ctx.as(actors.shopper), { question, person: true })).id
const lettersAbout = (id: string) =>
  ctx.db
    .select()
    .from(mails)
    .where(like(mails.text, `%${id}%`))
const rowOf = async (id: string) => (await ctx.db.select().from(tickets).where(eq(tickets.id, id)))[0]

test("a waiting question is read, told to the operator once before its day ends and once after, and not when it was closed", async () => {
  await ctx.db.update(tickets).set({ status: "closed" })
  const [refund, files, closed] = [
    await ask("Please refund my order, I want my money back"),
    await ask("The download link has expired, where are my files?"),
    await ask("May our whole company use this?"),
  ]
  const first = await ticket.triage(ctx, {})
  expect(first).toMatchObject({ waiting: 3, read: 3, escalated: 0, breached: 0 })
  expect([(await rowOf(refund))?.intent, (await rowOf(files))?.intent]).toEqual(["refund", "delivery"])
  time.pass(19.9 * 3600)
  expect(await ticket.triage(ctx, {})).toMatchObject({ read: 0, escalated: 0 })
  await ctx.db.update(tickets).set({ status: "closed" }).where(eq(tickets.id, closed))
  time.pass(600)
  expect(await ticket.triage(ctx, {})).toMatchObject({ waiting: 2, escalated: 2, breached: 0 })
  expect(await ticket.triage(ctx, {})).toMatchObject({ escalated: 0 })
  expect(await lettersAbout(refund)).toMatchObject([{ subject: expect.stringContaining("2 questions wait"), to: ctx.brand.supportEmail }])
  time.pass(4 * 3600)
  expect(await ticket.triage(ctx, {})).toMatchObject({ escalated: 0, breached: 2 })
  expect(await ticket.triage(ctx, {})).toMatchObject({ breached: 0 })
  const letters = [await lettersAbout(refund), await lettersAbout(files), await lettersAbout(closed)].map((list) => list.length)
  expect(letters).toEqual([2, 2, 0])
  expect(await codeOf(ticket.triage(ctx.as(actors.shopper), {}))).toBe("forbidden")
})

/** So many questions at once, which nobody has answered. */
async function crowd(name: string, count: number, more: Partial<typeof tickets.$inferInsert> = {}) {
  const at = { createdAt: ctx.now(), updatedAt: ctx.now() }
  const words = { question: "May our whole company use this?", answer: "A person answers.", cites: [], answeredBy: "letter:hand-over" }
  const rows = Array.from({ length: count }, (_, n) =>
    ctx.db.insert(tickets).values({ id: `tkt_${name}${String(n).padStart(3, "0")}`, status: "waiting", ...words, ...at, ...more }),
  )
  const [first, ...rest] = rows
  if (first) await ctx.db.batch([first, ...rest])
}

test("more questions than D1 takes parameters are told in one letter, and those that were told keep no new one from being read", async () => {
  await ctx.db.update(tickets).set({ status: "closed" })
  await crowd("crowd", 130, { intent: "licence" })
  time.pass(25 * 3600)
  expect(await ticket.triage(ctx, {})).toMatchObject({ waiting: 130, breached: 130 })
  await crowd("older", 100, { intent: "licence", breachedAt: ctx.now(), escalatedAt: ctx.now() })
  time.pass(60)
  const fresh = await ask("Please refund my order, I want my money back")
  await ticket.triage(ctx, {})
  expect((await rowOf(fresh))?.intent).toBe("refund")
  await ctx.db.update(tickets).set({ status: "closed" })
})

test("a warning whose sender dies behind the marks still goes out", async () => {
  await ctx.db.update(tickets).set({ status: "closed" })
  const id = await ask("May our whole company use this?")
  const dying = testCtx({ now: time.now })
  await ticket.triage(dying, {})
  time.pass(21 * 3600)
  const batch = dying.db.batch.bind(dying.db)
  // A letter by itself is a batch of one.
  Object.assign(dying, {
    db: new Proxy(dying.db, {
      get(db, name) {
        if (name !== "batch") return Reflect.get(db, name)
        return (writes: Parameters<typeof batch>[0]) =>
          writes.length === 1 ? Promise.reject(new Error("The isolate is gone.")) : batch(writes)
      },
    }),
  })
  expect(await ticket.triage(dying, {})).toMatchObject({ escalated: 1 })
  expect(await lettersAbout(id)).toHaveLength(0)
  expect(await ctx.db.$count(operatorLetters, eq(operatorLetters.key, `escalate:${id}:1`))).toBe(1)
  await sendLetters(ctx)
  expect(await lettersAbout(id)).toHaveLength(1)
  await ctx.db.update(tickets).set({ status: "closed" }).where(eq(tickets.id, id))
})

test("a file that cannot be read keeps no question from being warned about, and the run says that it failed", async () => {
  await ctx.db.update(tickets).set({ status: "closed" })
  const { orderId, token } = await make.paidOrder(testCtx())
  const { id } = await ticket.ask(ctx.as(actors.shopper), {
    question: "My file is damaged and does not open.",
    orderId,
    token,
    person: true,
  })
  const behind = await ask("Please refund my order, I want my money back")
  time.pass(21 * 3600)
  const away = testCtx({ now: time.now })
  Object.assign(away, { files: { ...away.files, get: () => Promise.reject(new Error("The store is away.")) } })
  await expect(ticket.triage(away, {})).rejects.toThrow("The store is away.")
  expect((await rowOf(behind))?.intent).toBe("refund")
  expect([(await rowOf(id))?.escalatedAt, (await rowOf(behind))?.escalatedAt]).toEqual([time.now(), time.now()])
  expect((await rowOf(id))?.intent).toBeNull()
  await ctx.db.update(tickets).set({ status: "closed" })
})
