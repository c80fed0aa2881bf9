import { seller } from "./store.ts"

type Gate = { word: RegExp; asin: string; reasonCode: "APPROVAL_REQUIRED" | "NOT_ELIGIBLE"; message: string }

/** Catalogue items of others that a listing can match, and that this seller may not list. */
const gates: Gate[] = [
  {
    word: /\bdisney\b/i,
    asin: "B0GATED001",
    reasonCode: "APPROVAL_REQUIRED",
    message: "You need approval to list in this brand.",
  },
  {
    word: /\bgift card\b/i,
    asin: "B0GATED002",
    reasonCode: "NOT_ELIGIBLE",
    message: "You are not approved to list this product and we are not accepting applications at this time.",
  },
]

export const gateFor = (title: string) => gates.find(({ word }) => word.test(title)) ?? null

/** getListingsRestrictions: an empty list means "go ahead". */
export function restrictionsOf(asin: string, marketplaceId: string, conditionType: string) {
  const gate = gates.find((one) => one.asin === asin)
  if (!gate) return { restrictions: [] }
  const resource = `https://sellercentral.amazon.com/hz/approvalrequest/restrictions/approve?asin=${asin}&seller=${seller.id}`
  const links =
    gate.reasonCode === "APPROVAL_REQUIRED"
      ? [{ resource, verb: "GET", title: "Request Approval via Seller Central.", type: "text/html" }]
      : []
  const reason = { message: gate.message, reasonCode: gate.reasonCode, links }
  return { restrictions: [{ marketplaceId, conditionType, reasons: [reason] }] }
}
