import { afterEach, expect, test, vi } from "vitest"
import { sandboxFetch, SANDBOX_URL, wakeStripe } from "#workers/test/sandbox.ts"
import { stripe, stripeEnv } from "./stripe.ts"
import { PaymentError, WebhookRefused, type PaymentEvent } from "./payments.ts"

const payments = stripe({ ...stripeEnv.parse({}), SANDBOX_URL }, sandboxFetch)
const line = { productId: "prd_1", name: "Dated planner 2027", amount: 1290, currency: "USD", quantity: 2 }
const order = (orderId: string) => ({
  orderId,
  lines: [line],
  email: "jane@example.com",
  successUrl: "http://shop.test/orders/done?session={CHECKOUT_SESSION_ID}",
  cancelUrl: "http://shop.test/cart",
  idempotencyKey: `checkout:${orderId}`,
})
const card = { method: "card", email: "jane@example.com", name: "Jane Doe", country: "US", expiry: "12 / 40", cvc: "123" }
const submit = (url: string, fields: Record<string, string>) =>
  sandboxFetch(url, { method: "POST", body: new URLSearchParams({ ...card, ...fields }), redirect: "manual" })
const control = async (path: string, body: object) => sandboxFetch(`${SANDBOX_URL}${path}`, { method: "POST", body: JSON.stringify(body) })

/** Plays the shop's webhook route: every call is verified by the adapter, the answers are kept. */
function listen() {
  const heard: PaymentEvent[] = []
  const refused: string[] = []
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const header = new Headers(init.headers).get("stripe-signature")
    try {
      heard.push(await payments.verifyWebhook(String(init.body), header))
      return new Response("ok")
    } catch (error) {
      refused.push(error instanceof WebhookRefused ? error.message : String(error))
      return new Response("no", { status: 400 })
    }
  })
  return { heard, refused, of: (type: PaymentEvent["type"]) => heard.filter((event) => event.type === type) }
}
afterEach(() => vi.unstubAllGlobals())

test("a checkout is paid on the hosted page, told by a signed webhook, and refunded in parts", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_paid"))
  expect(await payments.createCheckout(order("ord_paid"))).toEqual(checkout)

  const page = await (await sandboxFetch(checkout.url)).text()
  expect(page).toContain("Sandbox: no money moves")
  expect(page).toContain("$25.80")
  expect(page).not.toContain("<script")

  const paid = await submit(checkout.url, { number: "4242 4242 4242 4242" })
  expect([paid.status, paid.headers.get("location")]).toEqual([303, `http://shop.test/orders/done?session=${checkout.id}`])
  await wakeStripe()
  const total = { amount: 2580, currency: "USD" }
  expect(shop.of("paid")).toMatchObject([{ checkoutId: checkout.id, orderId: "ord_paid", total, email: "jane@example.com" }])

  const state = await payments.retrieveCheckout(checkout.id)
  expect(state).toMatchObject({ status: "complete", paid: true, orderId: "ord_paid", total, url: null })
  const paymentId = state.paymentId ?? ""
  const first = await payments.refund({
    paymentId,
    amount: { amount: 1000, currency: "USD" },
    reason: "requested_by_customer",
    idempotencyKey: "refund:1",
  })
  expect(first).toMatchObject({ status: "succeeded", amount: { amount: 1000, currency: "USD" } })
  expect(
    await payments.refund({
      paymentId,
      amount: { amount: 1000, currency: "USD" },
      reason: "requested_by_customer",
      idempotencyKey: "refund:1",
    }),
  ).toEqual(first)
  await expect(payments.refund({ paymentId, amount: { amount: 1581, currency: "USD" }, idempotencyKey: "refund:2" })).rejects.toMatchObject(
    {
      field: "amount",
      retryable: false,
    },
  )
  await payments.refund({ paymentId, idempotencyKey: "refund:3" })
  await expect(payments.refund({ paymentId, idempotencyKey: "refund:4" })).rejects.toMatchObject({ code: "charge_already_refunded" })
  await wakeStripe()
  expect(
    shop
      .of("refunded")
      .map((event) => event.type === "refunded" && event.amount.amount)
      .sort(),
  ).toEqual([1000, 1580])
})

test("a second click pays once, and a paid or expired page says so", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_twice"))
  const answers = await Promise.all([1, 2, 3].map(() => submit(checkout.url, { number: "4242424242424242" })))
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303])
  await wakeStripe()
  expect(shop.of("paid")).toHaveLength(1)
  expect(await (await sandboxFetch(checkout.url)).text()).toContain("already paid")

  const dead = await payments.createCheckout(order("ord_dead"))
  const expire = { method: "POST", headers: { authorization: "Bearer sk_test_autonomax_sandbox" } }
  await sandboxFetch(`${SANDBOX_URL}/v1/checkout/sessions/${dead.id}/expire`, expire)
  await wakeStripe()
  expect(shop.of("expired")).toMatchObject([{ checkoutId: dead.id, orderId: "ord_dead" }])
  const late = await submit(dead.url, { number: "4242424242424242" })
  expect([late.status, await late.text()]).toEqual([410, expect.stringContaining("has expired")])
})

test("a declined card and a failed 3-D Secure leave the page open for another try", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_retry"))
  const declined = await submit(checkout.url, { number: "4000 0000 0000 0002" })
  expect([declined.status, await declined.text()]).toEqual([402, expect.stringContaining("Your card was declined.")])
  expect(await (await submit(checkout.url, { number: "4000000000009995" })).text()).toContain("insufficient funds")

  const asked = await submit(checkout.url, { number: "4000 0025 0000 3155" })
  const challenge = `${SANDBOX_URL}${asked.headers.get("location")}`
  const failed = await submit(challenge, { answer: "fail" })
  expect([failed.status, await failed.text()]).toEqual([402, expect.stringContaining("unable to authenticate")])
  await submit(checkout.url, { number: "4000 0025 0000 3155" })
  expect((await submit(challenge, { answer: "complete" })).status).toBe(303)
  await wakeStripe()
  expect(shop.of("paid")).toHaveLength(1)
})

test("the page names each wrong field and never gives the security code back", async () => {
  const { url } = await payments.createCheckout(order("ord_fields"))
  const wrong = await submit(url, { number: "4242 4242 4242 4241", expiry: "01 / 20", cvc: "777", name: "", email: "jane" })
  const page = await wrong.text()
  expect(wrong.status).toBe(422)
  for (const sentence of ["typing error", "name of the account holder", "e-mail address such as"]) expect(page).toContain(sentence)
  expect(page).not.toContain("777")
  expect(await (await submit(url, { number: "4242424242424242", expiry: "01 / 20" })).text()).toContain("card has expired")
})

test("a bank debit is pending first and paid or failed later", async () => {
  const shop = listen()
  const bank = { method: "us_bank_account", routing: "110000000" }
  const good = await payments.createCheckout(order("ord_debit"))
  await submit(good.url, { ...bank, account: "000123456789" })
  const bad = await payments.createCheckout(order("ord_bounced"))
  await submit(bad.url, { ...bank, account: "000111111113" })
  await wakeStripe()
  await wakeStripe()
  expect(
    shop
      .of("async_pending")
      .map((event) => "orderId" in event && event.orderId)
      .sort(),
  ).toEqual(["ord_bounced", "ord_debit"])
  expect(shop.of("paid")).toMatchObject([{ orderId: "ord_debit" }])
  expect(shop.of("async_failed")).toMatchObject([{ orderId: "ord_bounced" }])
  expect((await payments.retrieveCheckout(bad.id)).paid).toBe(false)
})

test("a disputed payment is told, and can no longer be refunded", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_disputed"))
  await submit(checkout.url, { number: "4000 0000 0000 0259" })
  await wakeStripe()
  expect(shop.of("disputed")).toEqual([
    expect.objectContaining({ status: "needs_response", reason: "fraudulent", amount: { amount: 2580, currency: "USD" } }),
    expect.objectContaining({ status: "needs_response" }),
  ])
  expect(new Set(shop.of("disputed").map((event) => event.type === "disputed" && event.funds))).toEqual(new Set([null, "withdrawn"]))
  const { paymentId } = await payments.retrieveCheckout(checkout.id)
  await expect(payments.refund({ paymentId: paymentId ?? "", idempotencyKey: "refund:d" })).rejects.toMatchObject({
    code: "charge_disputed",
  })
})

test("an event delivered a hundred times at once is the same event; forged and stale ones are refused", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_hundred"))
  await submit(checkout.url, { number: "4242424242424242" })
  await control("/sandbox/deliver", { times: 100, order: "shuffled", events: ["checkout.session.completed", "payment_intent.succeeded"] })
  expect(shop.heard).toHaveLength(200)
  expect(new Set(shop.of("paid").map((event) => event.id)).size).toBe(1)
  for (const forged of ["signature", "body", "stale"]) await control("/sandbox/deliver", { forged })
  expect(shop.refused).toHaveLength(3)
  await expect(payments.verifyWebhook("{}", null)).rejects.toBeInstanceOf(WebhookRefused)
})

test("a webhook that the shop refuses is sent again until it is taken", async () => {
  const { url } = await payments.createCheckout(order("ord_again"))
  let calls = 0
  vi.stubGlobal("fetch", async () => new Response(null, { status: ++calls <= 3 ? 500 : 200 }))
  await submit(url, { number: "4242424242424242" })
  await wakeStripe()
  const before = calls
  await vi.waitFor(
    async () => {
      await wakeStripe()
      expect(calls).toBeGreaterThan(before)
    },
    { timeout: 5000, interval: 200 },
  )
})

test("a lost answer charges once: the SDK asks again under the same key", async () => {
  await control("/sandbox/misbehave/stripe", { how: "lost", path: "/v1/checkout/sessions" })
  const checkout = await payments.createCheckout(order("ord_lost"))
  const list = await sandboxFetch(`${SANDBOX_URL}/v1/checkout/sessions?limit=100`, {
    headers: { authorization: "Bearer sk_test_autonomax_sandbox" },
  })
  const { data } = await list.json<{ data: { client_reference_id: string; id: string }[] }>()
  expect(data.filter((session) => session.client_reference_id === "ord_lost").map((session) => session.id)).toEqual([checkout.id])
})

test("what Stripe refuses arrives as a PaymentError with the field", async () => {
  const cheap = { ...order("ord_cheap"), lines: [{ ...line, amount: 20, quantity: 1 }] }
  await expect(payments.createCheckout(cheap)).rejects.toMatchObject({ code: "amount_too_small", field: "line_items" })
  await payments.createCheckout({ ...order("ord_key"), idempotencyKey: "key" })
  await expect(payments.createCheckout({ ...order("ord_key2"), idempotencyKey: "key" })).rejects.toThrow(/same parameters/)
  const stranger = stripe(
    { ...stripeEnv.parse({ STRIPE_BASE_URL: "http://other.test", STRIPE_SECRET_KEY: "sk_test_wrong_key" }), SANDBOX_URL },
    sandboxFetch,
  )
  await expect(stranger.createCheckout(order("ord_x"))).rejects.toBeInstanceOf(PaymentError)
})

test("a buyer in Japan may pay in yen; the shop is owed its own currency, and the receipt names both", async () => {
  const shop = listen()
  const checkout = await payments.createCheckout(order("ord_yen"))
  const offered = await (await submit(checkout.url, { country: "JP", do: "update" })).text()
  expect(offered).toContain("Pay ¥4,078 instead")
  const chosen = await (await submit(checkout.url, { country: "JP", do: "local" })).text()
  expect(chosen).toMatch(/You pay[\s\S]*¥4,078/)
  expect((await submit(checkout.url, { number: "4242424242424242", country: "JP" })).status).toBe(303)
  await wakeStripe()
  expect(shop.of("paid")).toMatchObject([{ orderId: "ord_yen", total: { amount: 2580, currency: "USD" } }])
  const { paymentId } = await payments.retrieveCheckout(checkout.id)
  expect(await payments.methodOf(paymentId ?? "")).toBe("Visa ending in 4242, charged as ¥4,078")
})
