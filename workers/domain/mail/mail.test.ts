import { eq } from "drizzle-orm"
import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { suppressions } from "#schemas/tables/index.ts"
import { createApp } from "#workers/api/app.ts"
import { runNow } from "#workers/jobs/host.ts"
import { bindings, testCtx } from "#workers/test/ctx.ts"

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
const app = createApp(runNow)
const ctx = testCtx()
const told = async (body: string, { id = crypto.randomUUID(), key = secret, at = new Date() } = {}) => {
  const headers = {
    "content-type": "application/json",
    "svix-id": id,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(key).sign(id, at, body),
  }
  const reply = await app.request("/webhooks/resend", { method: "POST", headers, body }, { ...bindings, RESEND_WEBHOOK_SECRET: secret })
  return { status: reply.status, body: await reply.json<{ outcome?: string }>() }
}
const event = (to: string, type = "email.bounced", bounce = "Permanent") =>
  JSON.stringify({
    type,
    created_at: new Date().toISOString(),
    data: { email_id: crypto.randomUUID(), to: [to], bounce: { type: bounce } },
  })
const mailTo = (to: string) => ctx.mail.send({ to, subject: "x", text: "x", html: "x", idempotencyKey: crypto.randomUUID() })

test("an address that bounced for good gets no more mail; a full mailbox does; a second telling changes nothing", async () => {
  const address = `${crypto.randomUUID()}@example.com`
  const id = crypto.randomUUID()
  expect((await told(event(address, "email.bounced", "Transient"))).body.outcome).toBe("ignored")
  await mailTo(address)
  expect((await told(event(`Jane <${address.toUpperCase()}>`), { id })).body.outcome).toBe("done")
  expect((await told(event(address), { id })).body.outcome).toBe("seen")
  await expect(mailTo(address)).rejects.toMatchObject({ name: "MailError", retryable: false })
  expect(await ctx.db.select().from(suppressions).where(eq(suppressions.address, address))).toMatchObject([{ why: "bounced" }])
})

test("what is not signed with our secret, or is old, is refused before it is read", async () => {
  const address = `${crypto.randomUUID()}@example.com`
  const forged = await told(event(address), { key: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
  const old = await told(event(address), { at: new Date(Date.now() - 600_000) })
  const bare = await app.request(
    "/webhooks/resend",
    { method: "POST", body: event(address) },
    { ...bindings, RESEND_WEBHOOK_SECRET: secret },
  )
  expect([forged.status, old.status, bare.status]).toEqual([400, 400, 400])
  expect(await ctx.db.select().from(suppressions).where(eq(suppressions.address, address))).toEqual([])
})
