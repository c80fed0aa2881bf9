import type Stripe from "stripe"
import { newId } from "./ids.ts"

export type Buyer = { email: string; name: string; country: string }
export type Means =
  | { kind: "card"; brand: string; last4: string; expMonth: number; expYear: number }
  | { kind: "us_bank_account"; last4: string }

const address = (country: string | null) => ({ city: null, country, line1: null, line2: null, postal_code: null, state: null })

/** A payment intent as it stands before the first attempt. */
export function makeIntent(at: number, amount: number, currency: string, metadata: Stripe.Metadata): Stripe.PaymentIntent {
  const id = newId("pi_3")
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: newId(`${id}_secret_`, 25),
    confirmation_method: "automatic",
    created: at,
    currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card", "us_bank_account"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  }
}

type Charged = { at: number; intent: Stripe.PaymentIntent; buyer: Buyer; means: Means; failure?: { code: string; message: string } }

/** One attempt to move the money, good or bad. */
export function makeCharge({ at, intent, buyer, means, failure }: Charged): Stripe.Charge {
  const id = newId("ch_3")
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: failure ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: address(buyer.country), email: buyer.email, name: buyer.name, phone: null, tax_id: null },
    calculated_statement_descriptor: "SANDBOX",
    captured: !failure,
    created: at,
    currency: intent.currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: failure ? "declined_by_network" : "approved_by_network",
      reason: failure?.code ?? null,
      seller_message: failure ? "The bank did not return any further details." : "Payment complete.",
      type: failure ? "issuer_declined" : "authorized",
    },
    paid: !failure,
    payment_intent: intent.id,
    payment_method: newId("pm_1"),
    payment_method_details: methodDetails(means),
    presentment_details: undefined,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    refunds: { object: "list", data: [], has_more: false, url: `/v1/charges/${id}/refunds` },
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  }
}

function methodDetails(means: Means): Stripe.Charge.PaymentMethodDetails {
  if (means.kind === "us_bank_account") {
    const bank = { account_holder_type: "individual" as const, account_type: "checking" as const, bank_name: "STRIPE TEST BANK" }
    return {
      type: "us_bank_account",
      us_bank_account: { ...bank, fingerprint: null, last4: means.last4, payment_reference: null, routing_number: "110000000" },
    }
  }
  const { brand, last4, expMonth, expYear } = means
  const checks = { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" }
  return {
    type: "card",
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand,
      checks,
      country: "US",
      electronic_commerce_indicator: null,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: null,
      funding: "credit",
      installments: null,
      last4,
      mandate: null,
      network: brand,
      network_transaction_id: null,
      regulated_status: null,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}
