import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { retryAfter, worthRetrying } from "./request.ts"

export const GraphError = z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })
export const UserErrors = z.array(z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }))
type UserError = z.output<typeof UserErrors>[number]

const token = "SHOPIFY_ACCESS_TOKEN"

/** An answer that is not 200, in one sentence. */
export function refusedBy(answer: Response, text: string): ChannelError {
  const { status } = answer
  if (status === 401)
    return new ChannelError("shopify", `Shopify does not know the access token: it is wrong, expired or revoked. Set a new ${token}.`, {
      field: token,
      status,
    })
  if (status === 403)
    return new ChannelError("shopify", `Shopify forbids this to the app. ${scopeIn(text)}`.trim(), { field: token, status })
  if (status === 402) return new ChannelError("shopify", "The Shopify shop is frozen until its bill is paid.", { status })
  if (status === 423) return new ChannelError("shopify", "The Shopify shop is locked; Shopify's support can unlock it.", { status })
  if (status === 404)
    return new ChannelError("shopify", "There is no such shop or API version: check SHOPIFY_SHOP_URL.", {
      field: "SHOPIFY_SHOP_URL",
      status,
    })
  const detail = { status, retryable: worthRetrying(status), retryAfter: retryAfter(answer.headers) }
  return new ChannelError("shopify", `Shopify answered ${status}: ${text.slice(0, 200)}`, detail)
}

/** Top-level errors of an answer, which GraphQL sends with status 200. */
export function graphRefusal(errors: z.output<typeof GraphError>[] | string): ChannelError {
  if (typeof errors === "string") return new ChannelError("shopify", errors)
  const code = errors[0]?.extensions?.code
  const message = errors.map((error) => error.message).join(" ")
  if (code === "ACCESS_DENIED")
    return new ChannelError("shopify", `The access token lacks a scope. ${scopeIn(message) || message}`, { field: token })
  if (code === "MAX_COST_EXCEEDED") return new ChannelError("shopify", `The query is dearer than Shopify allows: ${message}`)
  return new ChannelError("shopify", `Shopify: ${message}`, { retryable: code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT" })
}

function scopeIn(text: string): string {
  const scope = /`?((?:read|write)_[a-z_]+)`?/.exec(text)?.[1]
  return scope ? `Add the scope ${scope} to the app and install it again.` : ""
}

const named: [RegExp, (index: string | undefined) => string][] = [
  [/^files/, (index) => (index === undefined ? "images" : `images.${index}`)],
  [/^variants.*\bsku/, () => "sku"],
  [/^(variants|productOptions)/, () => "price"],
  [/^descriptionHtml/, () => "description"],
  [/^tags/, (index) => (index === undefined ? "tags" : `tags.${index}`)],
  [/^handle/, () => "slug"],
  [/^(title|status|category|metafields)/, () => ""],
]

/** `["input", "files", "1", "alt"]` → `images.1`. */
function ours(path: string[]): string | undefined {
  const [first = "", ...rest] = path.filter((part) => part !== "input" && part !== "product")
  if (!first) return undefined
  const rule = named.find(([pattern]) => pattern.test([first, ...rest].join(" ")))
  return rule?.[1](rest.find((part) => /^\d+$/.test(part))) || first
}

const goneCodes = ["PRODUCT_DOES_NOT_EXIST", "NOT_FOUND"]

/** Whether a payload says that the product is not there any more. */
export const saysGone = (errors: UserError[]) =>
  errors.some(({ code, message }) => goneCodes.includes(code ?? "") || /product does not exist/i.test(message))

/** Throws the first of a payload's userErrors, with the field in our words. */
export function heed(errors: UserError[]): void {
  const [first] = errors
  if (!first) return
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ""
  throw new ChannelError("shopify", `Shopify: ${first.message.replace(/\.$/, "")}${more}.`, {
    field: first.field ? ours(first.field) : undefined,
  })
}
