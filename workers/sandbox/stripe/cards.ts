/** What the issuer of a card says: Stripe's documented test cards, by number. */
export type Verdict =
  | { kind: "approved" }
  | { kind: "disputed"; reason: "fraudulent" | "product_not_received" }
  | { kind: "challenge" }
  | { kind: "declined"; code: string; declineCode?: string; message: string }

const declined = (declineCode: string, message: string, code = "card_declined"): Verdict => ({
  kind: "declined",
  code,
  declineCode,
  message,
})

const verdicts: Record<string, Verdict> = {
  "4242424242424242": { kind: "approved" },
  "4000056655665556": { kind: "approved" },
  "5555555555554444": { kind: "approved" },
  "378282246310005": { kind: "approved" },
  "4000000000000259": { kind: "disputed", reason: "fraudulent" },
  "4000000000002685": { kind: "disputed", reason: "product_not_received" },
  "4000000000007726": { kind: "approved" },
  "4000000000005126": { kind: "approved" },
  "4000002500003155": { kind: "challenge" },
  "4000000000000002": declined("generic_decline", "Your card was declined."),
  "4000000000009995": declined("insufficient_funds", "Your card has insufficient funds."),
  "4000000000000069": { kind: "declined", code: "expired_card", message: "Your card has expired." },
  "4000000000000127": { kind: "declined", code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  "4000000000000119": { kind: "declined", code: "processing_error", message: "An error occurred while processing your card. Try again." },
}

const notATestCard = declined("test_mode_live_card", "Your card was declined. This is a sandbox: use one of the test cards below.")

/** The verdict on a number without spaces. A number that is no test card is declined, as in Stripe's test mode. */
export const verdictOn = (number: string): Verdict => verdicts[number] ?? notATestCard

export const brandOf = (number: string) =>
  number.startsWith("4") ? "visa" : /^3[47]/.test(number) ? "amex" : /^5[1-5]|^2[2-7]/.test(number) ? "mastercard" : "unknown"

/** The check digit that every card number carries. */
export function passesLuhn(number: string): boolean {
  const digits = Array.from(number, Number).reverse()
  const sum = digits.reduce((total, digit, n) => total + (n % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0)
  return /^\d{12,19}$/.test(number) && sum % 10 === 0
}

/** Test cards whose refund is not there at once, by their last digits: it comes later, or bounces after it had seemed to go through. */
export const lateRefunds: Record<string, { first: "pending" | "succeeded"; last: "succeeded" | "failed" }> = {
  "7726": { first: "pending", last: "succeeded" },
  "5126": { first: "succeeded", last: "failed" },
}
