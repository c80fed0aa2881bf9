import { expect, test } from "vitest"
import { mailEnv, openMail, type Message } from "./index.ts"

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

test("without a key mail goes to the outbox and nothing leaves the shop", async () => {
  const kept: Message[] = []
  const mail = openMail(mailEnv.parse({}), unreachable, async (one) => ({ id: `mail_${kept.push(one)}` }))
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
  const mail = openMail(mailEnv.parse({ RESEND_API_KEY: "re_key", MAIL_FROM: "Shop <shop@example.com>" }), fetcher, async () => ({
    id: "never",
  }))
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
      async () => Response.json({ statusCode: status, name: "x", message: "Domain is not verified" }, { status }),
      async () => ({ id: "" }),
    )
  await expect(answering(403).send(message)).rejects.toMatchObject({
    message: "Resend answered 403: Domain is not verified",
    retryable: false,
  })
  await expect(answering(429).send(message)).rejects.toMatchObject({ retryable: true })
  const dead = openMail(mailEnv.parse({ RESEND_API_KEY: "re_key" }), unreachable, async () => ({ id: "" }))
  await expect(dead.send(message)).rejects.toMatchObject({ name: "MailError", retryable: true })
})
