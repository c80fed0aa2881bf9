import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { disputes, jobRuns, mails, operatorLetters, orders, products } from "#schemas/tables/index.ts"
import { MailError } from "#workers/adapters/mail/mail.ts"
import { pageOperator, sendLetters } from "#workers/domain/letter/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { fileProposal, proposal, reversed } from "#workers/domain/proposal/index.ts"
import { dispute } from "#workers/domain/dispute/index.ts"
import { actors, clock, testCtx } from "#workers/test/ctx.ts"
import { make, payAtTwin } from "#workers/test/make.ts"
import { sandboxFetch, SANDBOX_URL, wakeStripe } from "#workers/test/sandbox.ts"
import { runDue, runJob } from "./host.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const sentFor = (key: string) => ctx.db.select().from(mails).where(eq(mails.key, key))
/** A context whose mail refuses so often, and counts what it took. */
function withMail(refusals: number) {
  const taken: string[] = []
  const own = testCtx({ now: time.now })
  Object.assign(own.mail, {
    async send({ idempotencyKey }: { idempotencyKey: string }) {
      if (refusals-- > 0) throw new MailError("The provider is away.", true)
      taken.push(idempotencyKey)
      return { id: "mail_1" }
    },
  })
  return { own, taken }
}
const letter = (key: string) => ({ key, subject: "a test", lines: ["One.", "Two <b>."], page: "/console/system" })

test("a dispute is told the operator once, with its last day and the console's page, however often the bank's news comes", async () => {
  await wakeStripe()
  const { orderId, url } = await make.pendingOrder(testCtx())
  await payAtTwin(url, { number: "4000000000000259" })
  const again = () =>
    sandboxFetch(`${SANDBOX_URL}/sandbox/deliver`, {
      method: "POST",
      body: JSON.stringify({ events: ["charge.dispute.created"], times: 20, order: "shuffled" }),
    })
  await again()
  await expect.poll(() => ctx.db.$count(disputes, eq(disputes.orderId, orderId)), { timeout: 20_000 }).toBe(1)
  await again()
  const [row] = await ctx.db.select().from(disputes).where(eq(disputes.orderId, orderId))
  const facts = { disputeId: row?.remoteId ?? "", amount: { amount: 900, currency: "USD" }, reason: "fraudulent", funds: null }
  const paymentId = (await ctx.db.select().from(orders).where(eq(orders.id, orderId)))[0]?.paymentId ?? ""
  const observe = () =>
    dispute.observe(testCtx({ actor: actors.webhook }), { ...facts, paymentId, status: "needs_response", dueBy: row?.dueBy ?? null })
  await Promise.all(Array.from({ length: 10 }, observe))
  const letters = await sentFor(`dispute:${facts.disputeId}`)
  expect(letters).toHaveLength(1)
  expect(row?.dueBy).not.toBeNull()
  expect(letters[0]).toMatchObject({ to: ctx.brand.supportEmail, subject: expect.stringContaining("a dispute about order AX-") })
  expect(letters[0]?.text).toContain(`until ${row?.dueBy?.toISOString().slice(0, 16).replace("T", " ")} UTC`)
  expect(letters[0]?.text).toContain("/console/ledger#disputes")
  expect(
    await ctx.db
      .select()
      .from(operatorLetters)
      .where(eq(operatorLetters.key, `dispute:${facts.disputeId}`)),
  ).toMatchObject([{ attempts: 1, error: null }])
})

test("a letter that the provider did not take is sent later, and one that two send at once goes once", async () => {
  const { own, taken } = withMail(2)
  await pageOperator(own, letter("test:away"))
  expect(taken).toEqual([])
  await sendLetters(own)
  expect((await own.db.select().from(operatorLetters).where(eq(operatorLetters.key, "test:away")))[0]).toMatchObject({
    sentAt: null,
    error: expect.stringContaining("away"),
  })
  time.pass(301)
  await sendLetters(own)
  time.pass(301)
  await Promise.all([sendLetters(own), sendLetters(own), pageOperator(own, letter("test:away"))])
  time.pass(301)
  await sendLetters(own)
  expect(taken.filter((key) => key === "test:away")).toHaveLength(1)
})

test("a letter outlasts a provider that is away for days, and is not tried as often as a new one", async () => {
  const { own, taken } = withMail(Number.POSITIVE_INFINITY)
  await pageOperator(own, letter("test:days"))
  for (let n = 0; n < 4 * 48; n++) {
    time.pass(1800)
    await sendLetters(own)
  }
  const [kept] = await own.db.select().from(operatorLetters).where(eq(operatorLetters.key, "test:days"))
  expect(kept?.attempts).toBeLessThan(50)
  expect(taken).toEqual([])
  const back = withMail(0)
  time.pass(6 * 3600)
  await sendLetters(back.own)
  expect(back.taken).toContain("test:days")
})

test("a change that should be taken back and cannot be is told once, whoever tries how often", async () => {
  const { productId, slug, title } = await make.liveProduct(ctx)
  const diff = [{ target: "product.title", from: title, to: "Another title, to be taken back" }]
  const id = await fileProposal(ctx, "agent:revenue-analyst", {
    kind: "words",
    subject: productId,
    summary: "Change the title.",
    diff,
    predicted: { metric: "orders", change: 1, because: "50 views without an order." },
    killCriterion: "Put it back when refunds rise.",
    kill: { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 },
    rollback: "Set the title back.",
    undo: reversed(diff),
  })
  const { proposal: filed } = await proposal.view(ctx, { id: id ?? "" })
  await proposal.decide(ctx, { id: filed.id, decision: "approve", reason: "Try it.", diffHash: filed.diffHash })
  await proposal.apply(ctx, { id: filed.id })
  await listing.revise(ctx, { slug, title: "Changed by a person since" })
  for (const reason of ["It sells worse.", "It still does."])
    await expect(proposal.rollback(ctx, { id: filed.id, reason })).rejects.toThrow("changed again since")
  const letters = await sentFor(`rollback:${filed.id}`)
  expect(letters).toHaveLength(1)
  expect(letters[0]?.text).toContain("changed again since")
  expect(letters[0]?.text).toContain(`/console/proposals/${filed.id}`)
  await ctx.db.update(products).set({ title: "Another title, to be taken back" }).where(eq(products.id, productId))
  await proposal.rollback(ctx, { id: filed.id, reason: "Now it can be." })
  await expect(proposal.rollback(ctx, { id: filed.id, reason: "Twice." })).rejects.toThrow("only an applied one")
  expect(await sentFor(`rollback:${filed.id}`)).toHaveLength(1)
})

test("a backup that fails or never ends is told once a firing, not once a try; other jobs fail in silence", async () => {
  const failing = { pages: true as const, run: () => Promise.reject(new Error("No room left.")) }
  await runJob(ctx, "backup", "firing-1", { job: failing, dueAt: new Date(time.now().getTime() - 1000) })
  time.pass(20 * 60)
  await runJob(ctx, "backup", "firing-1", { job: failing, dueAt: new Date(time.now().getTime() - 1000) })
  expect(await sentFor("job:backup:firing-1")).toMatchObject([{ text: expect.stringContaining("No room left.") }])
  const endless = { pages: true as const, run: () => new Promise<string>(() => undefined) }
  await runJob(ctx, "restore-drill", "firing-2", { job: endless, timeoutMs: 30 })
  expect(await sentFor("job:restore-drill:firing-2")).toMatchObject([{ text: expect.stringContaining("was stopped") }])
  await runJob(ctx, "measure", "firing-3", { job: { run: failing.run } })
  expect(await sentFor("job:measure:firing-3")).toEqual([])
})

test("a backup whose host dies each time is told once it is given up; another job that dies so is not", async () => {
  const startedAt = new Date(time.now().getTime() - 3_600_000)
  for (const name of ["backup", "measure"])
    await ctx.db.insert(jobRuns).values({ name, dateKey: "firing-dead", startedAt, dueAt: startedAt, attempts: 3, leaseUntil: startedAt })
  for (let n = 0; n < 2; n++) await runDue(() => ctx, { line: "no such line", at: time.now() })
  expect(await sentFor("job:backup:firing-dead")).toMatchObject([{ text: expect.stringContaining("Its host died 3 times") }])
  expect(await sentFor("job:measure:firing-dead")).toEqual([])
})
