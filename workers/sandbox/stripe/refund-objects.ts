import type Stripe from "stripe"
import { newId } from "./ids.ts"

type Asked = { amount: number; status: "succeeded" | "pending"; reason?: Stripe.Refund["reason"]; metadata: Stripe.Metadata }

/** A refund: most go through at once, as card refunds do. */
export function makeRefund(at: number, charge: Stripe.Charge, { amount, status, reason, metadata }: Asked): Stripe.Refund {
  const card = { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" as const }
  return {
    id: newId("re_3"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: at,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: charge.payment_method_details?.type === "card" ? { type: "card", card } : { type: "us_bank_transfer" },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  }
}

/** A dispute that the cardholder's bank has just opened. */
export function makeDispute(at: number, charge: Stripe.Charge, reason: string): Stripe.Dispute {
  return {
    id: newId("du_1"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: at,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: at + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: "card",
      card: { brand: "visa", network: "visa", case_type: "chargeback", network_reason_code: reason === "fraudulent" ? "10.4" : "13.1" },
    },
    reason,
    status: "needs_response",
  }
}

export const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}
