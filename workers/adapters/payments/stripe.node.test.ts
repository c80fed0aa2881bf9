import { Ajv } from "ajv"
import { parse } from "qs"
import { expect, test } from "vitest"
import { plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { stripeApiVersion } from "./stripe-call.ts"
import { stripe, stripeEnv } from "./stripe.ts"

const requests = vendorContract("stripe/request-schemas.2026-10-28.endive.json")
const fixtures = vendorContract("stripe/fixtures3.2026-08.json")
const openapi = vendorContract("stripe/openapi.2023-09.commerce-subset.json.gz")
const options = { strict: false, allErrors: true, coerceTypes: true, validateFormats: false }

/** One paid and partly refunded checkout, everything that was said recorded. */
async function sale() {
  const sandbox = recordedSandbox()
  const payments = stripe({ ...stripeEnv.parse({ STRIPE_AUTOMATIC_TAX: "on" }), SANDBOX_URL: sandbox.url }, sandbox.fetch)
  const line = {
    productId: "prd_1",
    name: "Planner",
    description: "PDF",
    image: "https://shop.test/p.png",
    amount: 1290,
    currency: "USD",
    quantity: 2,
  }
  const { id, url } = await payments.createCheckout({
    orderId: "ord_1",
    lines: [line],
    email: "jane@example.com",
    successUrl: "https://shop.test/done?s={CHECKOUT_SESSION_ID}",
    cancelUrl: "https://shop.test/cart",
    idempotencyKey: "ord_1",
    metadata: { campaign: "launch" },
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  const form = {
    method: "card",
    number: "4000000000000259",
    expiry: "12/40",
    cvc: "123",
    name: "Jane Doe",
    email: "jane@example.com",
    country: "US",
  }
  await sandbox.fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" })
  const other = await payments.createCheckout({ orderId: "ord_2", lines: [line], successUrl: url, cancelUrl: url, idempotencyKey: "ord_2" })
  await sandbox.fetch(other.url, { method: "POST", body: new URLSearchParams({ ...form, number: "4242424242424242" }), redirect: "manual" })
  const { paymentId } = await payments.retrieveCheckout(other.id)
  await payments.refund({
    paymentId: paymentId ?? "",
    amount: { amount: 500, currency: "USD" },
    reason: "duplicate",
    orderId: "ord_2",
    idempotencyKey: "re_1",
  })
  const made = await payments.createDiscount({
    code: "LAUNCH20",
    off: { percent: 20 },
    minimum: { amount: 500, currency: "USD" },
    maxRedemptions: 9,
    firstOrderOnly: true,
    expiresAt: new Date(Date.now() + 86_400_000),
    idempotencyKey: "dsc_1",
  })
  await payments.createDiscount({ code: "FIVE", off: { amount: 500, currency: "JPY" }, idempotencyKey: "dsc_2" })
  const bytes = new TextEncoder().encode("%PDF-1.7")
  const file = await payments.uploadEvidence({ name: "receipt.pdf", type: "application/pdf", bytes, idempotencyKey: "dsp_1:receipt" })
  await sandbox.wakeStripe()
  const get = async <T>(path: string): Promise<T> =>
    (await sandbox.fetch(`${sandbox.url}${path}`, { headers: { authorization: "Bearer sk_test_autonomax_sandbox" } })).json()
  return { sandbox, get, id, other: other.id, paymentId, made, file, payments }
}

test.skipIf(requests.missing)("every request of the adapter fits Stripe's own schema of the pinned version", async () => {
  const schema = requests.read<{ "x-stripe-api-version": string; definitions: Record<string, object> }>()
  expect(schema["x-stripe-api-version"]).toBe(stripeApiVersion)
  const validator = (name: string) => new Ajv(options).compile({ $ref: `#/definitions/${name}`, definitions: schema.definitions })
  const session = validator("Checkout.SessionCreateParams")
  const refund = validator("RefundCreateParams")
  const [coupon, code] = [validator("CouponCreateParams"), validator("PromotionCodeCreateParams")]
  const { sandbox } = await sale()
  const posted = sandbox.exchanges.filter(
    ({ method, url }) => method === "POST" && url.pathname.startsWith("/v1/") && url.pathname !== "/v1/files",
  )
  const paths = ["checkout/sessions", "checkout/sessions", "refunds", "coupons", "promotion_codes", "coupons", "promotion_codes"]
  expect(posted.map(({ url }) => url.pathname)).toEqual(paths.map((path) => `/v1/${path}`))
  for (const { url, body, headers } of posted) {
    const validate = { refunds: refund, coupons: coupon, promotion_codes: code }[url.pathname.split("/").at(-1) ?? ""] ?? session
    expect([validate(parse(String(body), { depth: 10 })), validate.errors]).toEqual([true, null])
    expect(headers.get("idempotency-key")).toMatch(/^(ord|re|dsc)_\d(:coupon|:code)?$/)
    expect(headers.get("stripe-version")).toBe(stripeApiVersion)
  }
  const old = parse(`${String(posted[0]?.body)}&payment_method_types[0]=card`, { depth: 10 })
  expect(session(old)).toBe(false)
})

test.skipIf(fixtures.missing || openapi.missing)(
  "every object of the twin has the fields of Stripe's fixtures and the types of its OpenAPI",
  async () => {
    const { resources } = fixtures.read<{ resources: Record<string, Record<string, unknown>> }>()
    const { components } = plainOpenApi(openapi.read<{ components: { schemas: object } }>())
    const { get, id, other, paymentId, made, file, payments } = await sale()
    const intent = await get<{ latest_charge: string }>(`/v1/payment_intents/${paymentId}`)
    const events = await get<{ data: { type: string; data: { object: { id: string } } }[] }>("/v1/events?limit=100")
    const dispute = events.data.find((event) => event.type === "charge.dispute.created")?.data.object.id
    const refunds = await get<{ data: object[] }>("/v1/refunds")
    const moves = await get<{ data: { type: string }[] }>("/v1/balance_transactions")
    const kinds = ["charge", "refund", "adjustment"].map((type) => moves.data.find((move) => move.type === type) ?? {})
    await payments.answerDispute(dispute ?? "", { product_description: "A planner.", receipt: file }, "dsp_1:answer")
    const objects: [string, object][] = [
      ["checkout.session", await get(`/v1/checkout/sessions/${id}`)],
      ["checkout.session", await get(`/v1/checkout/sessions/${other}`)],
      ["payment_intent", intent],
      ["charge", await get(`/v1/charges/${intent.latest_charge}`)],
      ["dispute", await get(`/v1/disputes/${dispute}`)],
      ["refund", refunds.data[0] ?? {}],
      ["coupon", await get(`/v1/coupons/${made.couponId}`)],
      ["promotion_code", (await get<{ data: object[] }>("/v1/promotion_codes")).data[0] ?? {}],
      ["file", await get(`/v1/files/${file}`)],
      ...kinds.map((move): [string, object] => ["balance_transaction", move]),
      ["event", events.data[0] ?? {}],
      ["item", (await get<{ data: object[] }>(`/v1/checkout/sessions/${id}/line_items`)).data[0] ?? {}],
    ]
    const found = objects.map(([name, object]) => {
      // The excerpt of the OpenAPI has no files; their fixture judges them alone.
      const ref = name in components.schemas ? { $ref: `#/components/schemas/${name}`, components } : {}
      const validate = new Ajv(options).compile(ref)
      validate(structuredClone(object))
      const absent = Object.keys(resources[name] ?? {}).filter((key) => !(key in object))
      // What the newer fixture has no more, such as a promotion code's `coupon`, is not missing.
      const real = (validate.errors ?? []).filter(
        ({ keyword, params }) => keyword !== "required" || params.missingProperty in (resources[name] ?? {}),
      )
      const wrong = real.map((error) => `${name}${error.instancePath} ${error.message}`)

      return { name, absent, wrong }
    })
    for (const { name, absent, wrong } of found) expect.soft({ name, absent, wrong }).toEqual({ name, absent: [], wrong: [] })
  },
)
