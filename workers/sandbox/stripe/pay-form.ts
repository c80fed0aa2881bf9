import { z } from "zod"
import { brandOf, passesLuhn } from "./cards.ts"
import type { Buyer, Means } from "./payment-objects.ts"

const digits = (label: string) =>
  z
    .string()
    .transform((value) => value.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^\d+$/, `Enter ${label}.`))
const expiry = z.string().regex(/^\s*(0?[1-9]|1[0-2])\s*\/\s*(\d{2}|20\d{2})\s*$/, "Enter the date as MM / YY.")

const Buyer = {
  email: z.string().trim().pipe(z.email("Enter an e-mail address such as jane@example.com.")),
  name: z.string().trim().min(2, "Enter the name of the account holder.").max(100),
  country: z.string().regex(/^[A-Z]{2}$/, "Choose a country."),
}
const Card = z.object({
  ...Buyer,
  method: z.literal("card"),
  number: digits("the card number").pipe(z.string().refine(passesLuhn, "This card number is not complete or has a typing error.")),
  expiry,
  cvc: digits("the security code").pipe(z.string().regex(/^\d{3,4}$/, "The security code has 3 or 4 digits.")),
})
const Bank = z.object({
  ...Buyer,
  method: z.literal("us_bank_account"),
  routing: digits("the routing number").pipe(z.string().regex(/^\d{9}$/, "A routing number has 9 digits.")),
  account: digits("the account number").pipe(z.string().min(5, "An account number has at least 5 digits.")),
})
const PayForm = z.discriminatedUnion("method", [Card, Bank])

const fieldOrder = ["code", "email", "method", "number", "expiry", "cvc", "routing", "account", "name", "country"]

export type Fields = Record<string, string>
export type Filled = { buyer: Buyer; means: Means; number: string; account: string }

/** The first fault of each field, in the order of the page. */
function firstOfEach(issues: z.core.$ZodIssue[]): Fields {
  const faults: Fields = {}
  for (const name of fieldOrder) {
    const issue = issues.find((one) => one.path[0] === name)
    if (issue) faults[name] = issue.message
  }
  return faults
}

/** A free order asks for the buyer only. */
export function readBuyer(fields: Fields): { buyer: Buyer } | { faults: Fields } {
  const read = z.object(Buyer).safeParse(fields)
  return read.success ? { buyer: read.data } : { faults: firstOfEach(read.error.issues) }
}

/** Reads the posted form: what was filled in, or one sentence for each wrong field. */
export function readPayForm(fields: Fields, now: number): { filled: Filled } | { faults: Fields } {
  const read = PayForm.safeParse(fields)
  if (!read.success) return { faults: firstOfEach(read.error.issues) }
  const { email, name, country } = read.data
  const buyer = { email, name, country }
  if (read.data.method === "us_bank_account") {
    const { account } = read.data
    return { filled: { buyer, means: { kind: "us_bank_account", last4: account.slice(-4) }, number: "", account } }
  }
  const { number, cvc } = read.data
  const [month = 0, year = 0] = read.data.expiry.split("/").map((part) => Number(part))
  const expYear = year < 100 ? 2000 + year : year
  if (new Date(now) >= new Date(Date.UTC(expYear, month, 1)))
    return { faults: { expiry: "This card has expired: the date is in the past." } }
  const brand = brandOf(number)
  if ((brand === "amex") !== (cvc.length === 4))
    return { faults: { cvc: `This card's security code has ${brand === "amex" ? 4 : 3} digits.` } }
  return { filled: { buyer, means: { kind: "card", brand, last4: number.slice(-4), expMonth: month, expYear }, number, account: "" } }
}
