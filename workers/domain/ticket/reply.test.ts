import { eq, like } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, decisions, events, mails, orders, refunds, ticketReplies, tickets } from "#schemas/tables/index.ts"
import { MailError } from "#workers/adapters/mail/index.ts"
import { delegate, operator } from "#workers/context.ts"
import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { reactions } from "#workers/events/index.ts"
import { actors, clock, codeOf, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { deliverDue } from "./deliver.ts"
import { ticket } from "./index.ts"

const ctx = testCtx()
const shop = ctx.as(actors.shopper)
const copilotOf = (of: typeof ctx) => of.as(delegate("cca2", "support-copilot", "support.answer"))
const copilot = copilotOf(ctx)
const tokenOf = (url: string) => new URL(url).searchParams.get("token") ?? ""
const mailsWith = (text: string) =>
  ctx.db
    .select()
    .from(mails)
    .where(like(mails.text, `%${text}%`))
const repliesTo = (id: string) => ctx.db.select().from(ticketReplies).where(eq(ticketReplies.ticketId, id))
const statusOf = async (id: string) => (await ctx.db.select().from(tickets).where(eq(tickets.id, id)))[0]?.status

async function asked(question = "I want my money back for this, please.") {
  const made = await make.paidOrder(ctx)
  const { orderId, token } = made
  const { id, url } = await ticket.ask(shop, { question, orderId, token, person: true })
  return { ...made, id, url, token: tokenOf(url), orderToken: token }
}

test("a person begins with a letter filled from the order, edits it, and it is mailed once however often it is sent", async () => {
  const { id, orderId, token, orderToken } = await asked("My prompts.md does not open at all.")
  const letter = await ticket.prepare(ctx, { id, letter: "damaged-file" })
  expect(letter).toMatchObject({ suggested: "damaged-file", missing: [], subject: "A fresh copy of prompts.md" })
  expect(letter.text).toContain("[LINK_0]")
  expect(letter.text).toContain("any text editor")
  const words = { id, after: 0, letter: "damaged-file", subject: letter.subject, text: `${letter.text}\n\nRing +44 20 7946 0958. Ada` }
  const [first, second] = await Promise.all([ticket.reply(ctx, words), ticket.reply(ctx, words)])
  expect([first.position, second.position, (await ticket.reply(ctx, words)).position]).toEqual([1, 1, 1])
  const sent = await mailsWith(`/help/${id}?token=`)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ to: "jane@example.com", subject: "A fresh copy of prompts.md" })
  expect(sent[0]?.text).toContain(`/orders/${orderId}?token=${orderToken}`)
  expect(sent[0]?.text).toContain("+44 20 7946 0958")
  const [row] = await repliesTo(id)
  expect(JSON.stringify(row)).not.toMatch(/7946|token=/)
  expect(await statusOf(id)).toBe("answered")
  const told = await ctx.db.select().from(events).where(eq(events.subject, id))
  expect(told).toMatchObject([{ type: "ticket.answered", data: { ticketId: id, orderId, letter: "damaged-file", author: ctx.actor.id } }])
  const traces = await ctx.db.select().from(audit).where(eq(audit.subject, id))
  expect(traces.map(({ operation }) => operation).toSorted()).toEqual(["ticket.ask", "ticket.reply", "ticket.send"])

  const thread = await ticket.view(shop, { id, token })
  expect(thread.replies).toMatchObject([{ byPerson: true, text: expect.stringContaining("+44 20 7946 0958") }])
  expect(thread.answer).not.toContain("[LINK")
  expect((await ticket.view(ctx.as(actors.reader), { id })).replies[0]?.text).toContain("[LINK_0]")
  expect(await codeOf(ticket.view(shop, { id, token: "forged" }))).toBe("forbidden")
  expect(await codeOf(ticket.view(shop, { id }))).toBe("forbidden")
  expect((await shopFetch(`/v1/tickets/${id}?token=${token}`)).status).toBe(200)
})

test("of two people who answer at once one is told; a letter with a hole, an unknown one and a closed question send nothing", async () => {
  const { id } = await asked("May I use it for my clients?")
  const say = (who: string, text: string, more: object = {}) =>
    codeOf(ticket.reply(ctx.as(operator(who)), { id, after: 0, subject: "Yes", text, ...more }))
  const codes = await Promise.all([say("ann", "Yes, you may use it for clients."), say("ben", "No, you may not do that.")])
  expect(codes.toSorted()).toEqual(["conflict", "ok"])
  expect(await repliesTo(id)).toHaveLength(1)
  expect(await say("ann", "Because {{reason}} it is so.", { after: 1 })).toBe("invalid text")
  expect(await say("ann", "An answer of some length.", { after: 1, subject: "About {{orderId}}" })).toBe("invalid subject")
  expect(await say("ann", "An answer of some length.", { after: 1, letter: "no-such" })).toBe("invalid letter")
  expect(await say("ann", "An answer of some length.", { after: 7 })).toBe("invalid after")
  expect(await codeOf(ticket.reply(shop, { id, after: 1, subject: "Yes", text: "A stranger's answer." }))).toBe("forbidden")
  expect(await say("ann", "Then all is well. Goodbye.", { after: 1, close: true })).toBe("ok")
  expect(await statusOf(id)).toBe("closed")
  expect(await say("ben", "One more word from here.", { after: 2 })).toBe("conflict")
  expect(await mailsWith(`/help/${id}?token=`)).toHaveLength(2)
})

test("an answer that the mail provider did not take yet goes out later, once; one without an address stands on its page", async () => {
  const time = clock()
  const late = testCtx({ now: time.now })
  const { id } = await asked("What is in the file?")
  const { mail } = late
  Object.assign(late, { mail: { ...mail, send: () => Promise.reject(new MailError("busy", true)) } })
  const waiting = await ticket.reply(late, { id, after: 0, subject: "In the file", text: "There are forty prompts in it." })
  expect(waiting).toMatchObject({ sentAt: null, unsent: null })
  Object.assign(late, { mail })
  expect(await mailsWith(`/help/${id}?token=`)).toHaveLength(0)
  time.pass(120)
  expect(await deliverDue(late)).toBeGreaterThan(0)
  await deliverDue(late)
  expect(await mailsWith(`/help/${id}?token=`)).toHaveLength(1)
  const alone = await ticket.ask(shop, { question: "Who are you people?", person: true })
  const kept = await ticket.reply(ctx, { id: alone.id, after: 0, subject: "We are a shop", text: "A small shop of digital goods." })
  expect([kept.sentAt, kept.unsent]).toEqual([null, expect.stringContaining("No address")])
  expect((await ticket.view(shop, { id: alone.id, token: tokenOf(alone.url) })).replies).toHaveLength(1)
})

test("a corrected number is no form that was sent twice", async () => {
  const { id } = await asked("How do I reach you?")
  const say = (number: string) => codeOf(ticket.reply(ctx, { id, after: 0, subject: "Our number", text: `Ring us at ${number} please.` }))
  expect([await say("+44 20 7946 0958"), await say("+44 20 7946 0999"), await say("+44 20 7946 0958")]).toEqual(["ok", "conflict", "ok"])
})

test("a letter that cannot be opened keeps no other one back", async () => {
  const time = clock()
  const late = testCtx({ now: time.now })
  const { mail } = late
  Object.assign(late, { mail: { ...mail, send: () => Promise.reject(new MailError("busy", true)) } })
  const [broken, whole] = [await asked("First of all, why?"), await asked("And then, how?")]
  for (const one of [broken, whole]) await ticket.reply(late, { id: one.id, after: 0, subject: "As it is", text: "It is the way it is." })
  await ctx.db.update(ticketReplies).set({ vault: "sealed-with-another-secret" }).where(eq(ticketReplies.ticketId, broken.id))
  Object.assign(late, { mail })
  time.pass(120)
  await deliverDue(late)
  expect(await mailsWith(`/help/${whole.id}?token=`)).toHaveLength(1)
  expect(await repliesTo(broken.id)).toMatchObject([{ sentAt: null, unsent: null }])
  await ctx.db.update(ticketReplies).set({ vault: null }).where(eq(ticketReplies.ticketId, broken.id))
})

test("an answer that a person gives while files are checked stands, and the shop's own letter stays away", async () => {
  const { id } = await asked("My prompts.md is damaged and does not open at all.")
  const busy = testCtx()
  const { files } = busy
  const slow = copilotOf(busy)
  Object.assign(slow, {
    files: {
      ...files,
      get: async (name: string) => {
        if ((await statusOf(id)) === "waiting")
          await ticket.reply(ctx, { id, after: 0, subject: "I look into it", text: "Wait a moment, please." })
        return files.get(name)
      },
    },
  })
  await ticket.triage(slow, {})
  expect(await repliesTo(id)).toMatchObject([{ subject: "I look into it" }])
  expect(await statusOf(id)).toBe("answered")
})

test("the letter that refuses a refund is a logged decision, and only a person refuses what the policy would pay", async () => {
  const { id, orderId } = await asked()
  const letter = await ticket.prepare(ctx, { id, letter: "refund-refused" })
  expect(letter.missing.toSorted()).toEqual(["alternative", "reason"])
  const text = letter.text.replace("{{reason}}", "all files were downloaded and used").replace("{{alternative}}", "a longer talk about it.")
  const words = { id, after: 0, letter: "refund-refused", subject: letter.subject, text }
  expect(await codeOf(ticket.reply(copilot, words))).toBe("forbidden")
  const deciding = ctx.as(delegate("cca2", "support-copilot", "refund.decide"))
  expect(await codeOf(ticket.reply(deciding, words))).toBe("forbidden")
  await ticket.reply(ctx, words)
  await ticket.reply(ctx, words)
  const logged = await ctx.db.select().from(decisions).where(eq(decisions.subject, orderId))
  expect(logged.filter(({ rule }) => rule === "refund.refuse")).toMatchObject([
    { decision: "refund.decide", agent: ctx.actor.id, output: { refused: true, policy: null } },
  ])
})

const refundLetter = reactions.find(({ name }) => name === "tell-refund")
/** Lets the reaction run for the refund's event, as the queue does. */
async function happened(orderId: string) {
  const rows = (await ctx.db.select().from(events).where(eq(events.subject, orderId))).filter(({ type }) => type === "refund.issued")
  for (const row of rows) await refundLetter?.run(ctx.as(actors.job), row)
  return rows.length
}

test("money that goes back is told once, in the thread that asked for it; a part of it says that the files stay", async () => {
  const { id, orderId } = await asked()
  await refund.issue(ctx, { orderId, amount: 100, reason: "A small defect." })
  expect(await happened(orderId)).toBe(1)
  await happened(orderId)
  expect(await repliesTo(id)).toMatchObject([
    { letter: "refund-part", author: "agent:support-copilot", text: expect.stringContaining("$1.00") },
  ])
  expect(await statusOf(id)).toBe("answered")
  await refund.issue(ctx, { orderId, reason: "It was not as described." })
  await happened(orderId)
  await happened(orderId)
  const [last] = (await ctx.db.select().from(refunds).where(eq(refunds.orderId, orderId))).toSorted((a, b) => (a.id < b.id ? 1 : -1))
  const sent = await mailsWith(last?.id ?? "none")
  expect(sent).toMatchObject([{ to: "jane@example.com", text: expect.stringContaining("download links of this order no longer work") }])
  expect(await repliesTo(id)).toHaveLength(1)
  expect(await codeOf(ticket.refunded(ctx.as(delegate("cca", "listing-runner", "listing.sync")), { refundId: "x" }))).toBe("forbidden")
})

test("a corrected address gets the letter that opens the files; the old one, maybe a stranger's, gets nothing, and its links open nothing", async () => {
  const { id, orderId, ...old } = await asked("There is a typo in my e-mail address")
  expect((await ticket.prepare(ctx, { id })).suggested).toBe("email-changed")
  expect(await codeOf(ticket.readdress(ctx, { id, after: 0, email: "jane" }))).toBe("invalid email")
  const before = (await mailsWith(orderId)).length
  await ticket.readdress(ctx, { id, after: 0, email: "jane.doe@example.org" })
  expect((await ctx.db.select().from(orders).where(eq(orders.id, orderId)))[0]?.email).toBe("jane.doe@example.org")
  const sent = (await mailsWith(orderId)).slice(before)
  expect(sent).toMatchObject([{ to: "jane.doe@example.org", text: expect.stringContaining("jane.doe@example.org") }])
  expect((await repliesTo(id))[0]?.text).not.toContain("jane")

  const tokenIn = (path: string) => new RegExp(`${path}\\?token=([\\w-]+)`).exec(sent[0]?.text ?? "")?.[1] ?? ""
  const [opens, thread] = [tokenIn(`/orders/${orderId}`), tokenIn(`/help/${id}`)]
  expect(await codeOf(order.view(shop, { id: orderId, token: old.orderToken }))).toBe("forbidden")
  expect(await codeOf(ticket.view(shop, { id, token: old.token }))).toBe("forbidden")
  expect(await codeOf(order.view(shop, { id: orderId, token: opens }))).toBe("ok")
  expect(await codeOf(ticket.view(shop, { id, token: thread }))).toBe("ok")
  // Sent twice, it is one letter, and the links in it still open.
  await ticket.readdress(ctx, { id, after: 0, email: "jane.doe@example.org" })
  expect(await codeOf(order.view(shop, { id: orderId, token: opens }))).toBe("ok")
})

test("a corrected address that the provider did not take yet is still the one that is written to", async () => {
  const { orderId, token } = await make.paidOrder(ctx)
  const third = "third@example.org"
  const { id } = await ticket.ask(shop, { question: "There is a typo in my e-mail address", orderId, token, email: third, person: true })
  const time = clock()
  const late = testCtx({ now: time.now })
  const { mail } = late
  Object.assign(late, { mail: { ...mail, send: () => Promise.reject(new MailError("busy", true)) } })
  await ticket.readdress(late, { id, after: 0, email: "jane.new@example.org" })
  Object.assign(late, { mail })
  time.pass(120)
  await deliverDue(late)
  expect((await mailsWith(`/help/${id}?token=`)).map(({ to }) => to)).toEqual(["jane.new@example.org"])
})
