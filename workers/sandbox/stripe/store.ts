import type Stripe from "stripe"
import type { Choice } from "./bill.ts"
import type { Ground } from "../twin.ts"
import type { Buyer, Means } from "./payment-objects.ts"
import type { Session } from "./session-object.ts"

/** Money that a bank has promised and not sent yet, or a cardholder's bank that wants to ask first. */
export type Pending = { session: string; at: number; outcome: "succeeds" | "fails"; buyer: Buyer; means: Means }
export type Delivery = { id: string; event: string; url: string; secret: string; tries: number; dueAt: number | null; lastStatus: number }

/** Everything that the Stripe twin remembers. `seconds` is Stripe's clock. */
export function stripeStore(ground: Ground) {
  const { rows } = ground
  return {
    ground,
    seconds: () => Math.floor(ground.now() / 1000),
    sessions: rows.of<Session>("session"),
    lines: rows.of<Stripe.LineItem[]>("lines"),
    pictures: rows.of<(string | null)[]>("pictures"),
    intentMetadata: rows.of<Stripe.Metadata>("intent-metadata"),
    intents: rows.of<Stripe.PaymentIntent>("intent"),
    charges: rows.of<Stripe.Charge>("charge"),
    refunds: rows.of<Stripe.Refund>("refund"),
    disputes: rows.of<Stripe.Dispute>("dispute"),
    events: rows.of<Stripe.Event>("event"),
    endpoints: rows.of<Stripe.WebhookEndpoint & { secret: string }>("endpoint"),
    deliveries: rows.of<Delivery>("delivery"),
    coupons: rows.of<Stripe.Coupon>("coupon"),
    promotions: rows.of<Stripe.PromotionCode>("promotion"),
    choices: rows.of<Choice>("choice"),
    balance: rows.of<Stripe.BalanceTransaction>("balance"),
    files: rows.of<Stripe.File>("file"),
    uploads: rows.of<{ file: string }>("upload"),
    judging: rows.of<{ dispute: string; at: number }>("judging"),
    refunding: rows.of<{ refund: string; at: number; outcome: "succeeded" | "failed" }>("refunding"),
    settling: rows.of<Pending>("settling"),
    challenges: rows.of<Pending>("challenge"),
    answers: rows.of<{ request: string; status: number; body: string; at: number }>("answer"),
  }
}
export type StripeStore = ReturnType<typeof stripeStore>
