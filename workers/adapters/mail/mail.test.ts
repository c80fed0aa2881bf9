import { expect, test } from "vitest"
import { mailEnv, openMail, type EmailBinding, type Message, type StoreMessage } from "./index.ts"

const message: Message = {
  to: "jane@example.com",
  subject: "Your files",
  text: "Here.",
  html: "<p>Here.</p>",
  idempotencyKey: "mail:ord_1",
}
const unreachable: typeof fetch = async () => {
  throw new TypeError("no network")
}

const deps = (fetcher: typeof fetch, store: StoreMessage = async () => ({ id: "never" }), email?: EmailBinding) => ({
  fetch: fetcher,
  store,
  suppressed: async (address: string) => (address.startsWith("gone@") ? "bounced" : null),
  ...(email ? { email } : {}),
})

test("without a key mail goes to the outbox and nothing leaves the shop", async () => {
  const kept: Message[] = []
  const mail = openMail(
    mailEnv.parse({}),
    deps(unreachable, async (one) => ({ id: `mail_${kept.push(one)}` })),
  )
  expect([mail.name, mail.mode]).toEqual(["outbox", "embedded"])
  expect(await mail.send(message)).toEqual({ id: "mail_1" })
  expect(kept).toEqual([message])
})

test("with a key mail goes to Resend under the message's own key", async () => {
  const sent: Request[] = []
  const fetcher: typeof fetch = async (input, init) => {
    sent.push(new Request(input, init))
    return Response.json({ id: "re_mail_1" })
  }
  const mail = openMail(mailEnv.parse({ RESEND_API_KEY: "re_key", MAIL_FROM: "Shop <shop@example.com>" }), deps(fetcher))
  expect([mail.mode, await mail.send(message)]).toEqual(["live", { id: "re_mail_1" }])
  const [request] = sent
  expect([request?.url, request?.headers.get("authorization"), request?.headers.get("idempotency-key")]).toEqual([
    "https://api.resend.com/emails",
    "Bearer re_key",
    "mail:ord_1",
  ])
  expect(await request?.json()).toEqual({
    from: "Shop <shop@example.com>",
    to: ["jane@example.com"],
    subject: "Your files",
    text: "Here.",
    html: "<p>Here.</p>",
  })
})

test("what Resend refuses is final, what it could not do is worth another try", async () => {
  const answering = (status: number) =>
    openMail(
      mailEnv.parse({ RESEND_API_KEY: "re_key" }),
      deps(async () => Response.json({ statusCode: status, name: "x", message: "Domain is not verified" }, { status })),
    )
  await expect(answering(403).send(message)).rejects.toMatchObject({
    message: "Resend answered 403: Domain is not verified",
    retryable: false,
  })
  await expect(answering(429).send(message)).rejects.toMatchObject({ retryable: true })
  const dead = openMail(mailEnv.parse({ RESEND_API_KEY: "re_key" }), deps(unreachable))
  await expect(dead.send(message)).rejects.toMatchObject({ name: "MailError", retryable: true })
})

test("a Worker that is bound to Cloudflare's e-mail sends by it, name and address apart; its refusals say whether to try again", async () => {
  const sent: unknown[] = []
  let fails = ""
  const email: EmailBinding = {
    async send(one) {
      if (fails) throw new Error(fails)
      sent.push(one)
      return { messageId: "<1@example.com>" }
    },
  }
  const mail = openMail(mailEnv.parse({ MAIL_FROM: "Shop <shop@example.com>" }), deps(unreachable, undefined, email))
  expect([mail.name, mail.mode, await mail.send(message)]).toEqual(["cloudflare", "live", { id: "<1@example.com>" }])
  expect(sent).toMatchObject([
    { from: { name: "Shop", email: "shop@example.com" }, to: message.to, headers: { "X-Entity-Ref-ID": "mail:ord_1" } },
  ])
  fails = "E_RATE_LIMIT_EXCEEDED"
  await expect(mail.send(message)).rejects.toMatchObject({ retryable: true })
  fails = "E_SENDER_NOT_VERIFIED"
  await expect(mail.send(message)).rejects.toMatchObject({ retryable: false })
})

test("an address that bounced is not written to, whoever would send", async () => {
  const mail = openMail(
    mailEnv.parse({}),
    deps(unreachable, async () => Promise.reject(new Error("stored"))),
  )
  await expect(mail.send({ ...message, to: "gone@example.com" })).rejects.toMatchObject({ name: "MailError", retryable: false })
})
