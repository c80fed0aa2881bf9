import { ChannelError, type Problem } from "./channel.ts"
import type { Issue, Restrictions } from "./amazon-shapes.ts"

const ours: [RegExp, string, string][] = [
  [/^item_name$/, "title", "title"],
  [/^product_description$/, "description", "description"],
  [/^bullet_point$/, "bullets", "list of bullets"],
  [/^generic_keyword$/, "tags", "search terms"],
  [/^(purchasable_offer|list_price)$/, "price", "price"],
  [/image_locator/, "images", "pictures"],
  [/^brand$/, "AMAZON_BRAND", "brand"],
]

/** An attribute of Amazon's as our field and as a person says it. What is not a field of ours is given by setting. */
export function fieldOf(attribute: string | undefined): { field: string; says: string } {
  const known = ours.find(([pattern]) => attribute !== undefined && pattern.test(attribute))
  if (known) return { field: known[1], says: known[2] }
  return attribute ? { field: "AMAZON_ATTRIBUTES", says: `attribute "${attribute}"` } : { field: "listing", says: "listing" }
}

/** What Amazon has against a listing, in our words: the field, the sentence, and what an operator can do. */
export function problemOf({ message, attributeNames, categories }: Issue, good: string): Problem {
  const is = (category: string) => categories.includes(category)
  const { field, says } = fieldOf(attributeNames[0] ?? (is("INVALID_PRICE") || is("MISSING_PRICE") ? "purchasable_offer" : undefined))
  if (is("QUALIFICATION_REQUIRED"))
    return {
      field: "eligibility",
      message: `"${good}" is not eligible on Amazon for this account: ${message}`,
      fix: "Apply for approval in Seller Central, or leave Amazon out for this good.",
    }
  if (is("MISSING_ATTRIBUTE"))
    return { field, message: `Amazon wants the ${says}: ${message}`, fix: `Give ${attributeNames.join(", ")} in AMAZON_ATTRIBUTES.` }
  if (is("DUPLICATE"))
    return {
      field: "sku",
      message: `Amazon takes "${good}" for a product that it has: ${message}`,
      fix: "Look for the double in Seller Central.",
    }
  if (is("INVALID_IMAGE") || is("MISSING_IMAGE"))
    return {
      field: "images",
      message: `Amazon does not take the pictures: ${message}`,
      fix: "Show the good alone, at least 1000 pixels on the longer side.",
    }
  return { field, message: `Amazon does not take the ${says}: ${message}`, fix: `Change the ${says}.` }
}

/** Amazon will not have this account list the good, or wants to be asked first. */
export function restrictionProblem({ restrictions }: Restrictions, good: string, asin: string): Problem | null {
  const reason = restrictions.flatMap(({ reasons }) => reasons).find(({ reasonCode }) => reasonCode !== "ASIN_NOT_FOUND")
  if (!reason) return null
  const link = reason.links[0]?.resource
  const approval = reason.reasonCode === "APPROVAL_REQUIRED"
  return {
    field: "eligibility",
    message: `"${good}" (ASIN ${asin}) is not eligible on Amazon for this account: ${reason.message}`,
    fix: approval
      ? `Ask for approval${link ? ` at ${link}` : " in Seller Central"}.`
      : "Leave Amazon out for this good; no approval is offered.",
  }
}

/** One refusal out of several problems: the first gives the field, all are said. */
export function refuse(problems: Problem[]): void {
  const [first] = problems
  if (first)
    throw new ChannelError("amazon", problems.map(({ message, fix }) => `${message.replace(/[.]?$/, ".")} ${fix}`).join(" "), {
      field: first.field,
    })
}
