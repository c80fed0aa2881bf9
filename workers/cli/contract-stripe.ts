import { spawn, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { PaymentError } from "../adapters/payments/payments.ts"
import { stripe, stripeEnv } from "../adapters/payments/stripe.ts"
import { fail } from "./paths.ts"

/** `npm run contract:stripe`: every call of the adapter against stripe-mock, which judges requests by Stripe's newest OpenAPI. */
const mock = findMock()
const port = await freePort()
const child = spawn(mock, ["-http-port", String(port), "-strict-version-check=false"], { stdio: ["ignore", "ignore", "inherit"] })
process.on("exit", () => child.kill())
const url = `http://127.0.0.1:${port}`
await answering(url)

const payments = stripe(
  {
    ...stripeEnv.parse({ STRIPE_BASE_URL: url, STRIPE_SECRET_KEY: "sk_test_contract", STRIPE_AUTOMATIC_TAX: "on" }),
    SANDBOX_URL: "http://localhost:8788",
  },
  fetch,
)
const usd = (amount: number) => ({ amount, currency: "USD" })
const line = { productId: "prd_1", name: "Planner", description: "PDF", image: "https://shop.test/p.png", ...usd(1290), quantity: 2 }
const day = new Date(Date.now() + 80_000_000)
const from = new Date(Date.now() - 86_400_000)
const code = { code: "LAUNCH20", off: { percent: 20 }, minimum: usd(500), maxRedemptions: 9, firstOrderOnly: true, expiresAt: day }
const pages = { successUrl: "https://shop.test/done?s={CHECKOUT_SESSION_ID}", cancelUrl: "https://shop.test/cart" }
const file = { name: "receipt.pdf", type: "application/pdf", bytes: new TextEncoder().encode("%PDF-1.7") }
const evidence = { product_description: "A planner.", access_activity_log: "2026-11-22 09:00 planner.pdf", receipt: "file_1" }

const calls: Record<string, () => Promise<unknown>> = {
  createCheckout: () =>
    payments.createCheckout({
      orderId: "ord_1",
      lines: [line],
      email: "jane@example.com",
      ...pages,
      expiresAt: day,
      idempotencyKey: "ord_1",
    }),
  "createCheckout in yen": () =>
    payments.createCheckout({ orderId: "ord_2", lines: [{ ...line, currency: "JPY" }], ...pages, idempotencyKey: "ord_2" }),
  retrieveCheckout: () => payments.retrieveCheckout("cs_1"),
  methodOf: () => payments.methodOf("pi_1"),
  refund: () => payments.refund({ paymentId: "pi_1", amount: usd(500), reason: "duplicate", orderId: "ord_1", idempotencyKey: "rfd_1" }),
  refundsOf: () => payments.refundsOf("pi_1"),
  createDiscount: () => payments.createDiscount({ ...code, idempotencyKey: "dsc_1" }),
  endDiscount: () => payments.endDiscount("promo_1", "dsc_1:end"),
  uploadEvidence: () => payments.uploadEvidence({ ...file, idempotencyKey: "dsp_1:receipt" }),
  answerDispute: () => payments.answerDispute("dp_1", evidence, "dsp_1:answer"),
  "since.checkouts": () => payments.since.checkouts(from),
  "since.refunds": () => payments.since.refunds(from),
  "since.disputes": () => payments.since.disputes(from),
  "since.balance": () => payments.since.balance(from),
}

let refused = 0
for (const [name, call] of Object.entries(calls)) {
  try {
    await call()
    console.log(`ok       ${name}`)
  } catch (error) {
    refused++
    const why = error instanceof PaymentError ? `${error.code} ${error.field ?? ""}: ${error.message}` : String(error)
    console.log(`REFUSED  ${name}  ${why}`)
  }
}
console.log(refused === 0 ? `stripe-mock took all ${Object.keys(calls).length} calls.` : `stripe-mock refused ${refused} calls.`)
process.exit(refused === 0 ? 0 : 1)

function findMock(): string {
  const go = spawnSync("go", ["env", "GOPATH"], { encoding: "utf8" })
  const built = go.status === 0 ? join(go.stdout.trim(), "bin", "stripe-mock") : ""
  if (built && existsSync(built)) return built
  if (spawnSync("stripe-mock", ["-version"]).status === 0) return "stripe-mock"
  if (go.status !== 0)
    return fail("SKIPPED: Go is not on this machine, so stripe-mock cannot be built. Install Go, or put stripe-mock on the PATH.")
  return fail("stripe-mock is missing. Build it once: go install github.com/stripe/stripe-mock@latest")
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === "object" && address ? address.port : 12_111
}

async function answering(at: string): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const reply = await fetch(`${at}/v1/charges`, { headers: { authorization: "Bearer sk_test_contract" } }).catch(() => null)
    if (reply) return
    await new Promise((done) => setTimeout(done, 100))
  }
  fail("stripe-mock did not start.")
}
