import { eq, like } from "drizzle-orm"
import { expect, test } from "vitest"
import { mails, tickets } from "#schemas/tables/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
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
