import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { call, retryAfter, worthRetrying } from "./request.ts"

export const shopifyVersion = "2026-10"

const GraphError = z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })
const Throttle = z.object({ currentlyAvailable: z.number(), restoreRate: z.number() })
const Cost = z.object({ requestedQueryCost: z.number(), throttleStatus: Throttle })
const Answer = z.object({
  data: z.unknown().optional(),
  errors: z.union([z.array(GraphError), z.string()]).optional(),
  extensions: z.object({ cost: Cost.optional() }).optional(),
})
const UserErrors = z.array(z.object({ field: z.array(z.string()).nullish(), message: z.string() }))

export type Ask = <T extends z.ZodType>(document: string, variables: object, shape: T) => Promise<z.output<T>>

/** Sends one document; HTTP status, top-level errors and the answer's shape are all judged here. */
export function shopifyClient(at: { url: string; secret: string }, fetcher: typeof fetch): Ask {
  return async (query, variables, shape) => {
    const answer = await call("shopify", fetcher, `${at.url}/admin/api/${shopifyVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": at.secret },
      body: JSON.stringify({ query, variables }),
    })
    if (!answer.ok) throw refusedBy(answer, await answer.text())
    const read = Answer.parse(await answer.json())
    if (read.errors?.length) throw graphRefusal(read.errors, read.extensions?.cost)
    return shape.parse(read.data)
  }
}

function refusedBy(answer: Response, text: string): ChannelError {
  if (answer.status === 401 || answer.status === 403)
    return new ChannelError("shopify", "Shopify refused the access token: check SHOPIFY_ACCESS_TOKEN and its scopes.", {
      field: "SHOPIFY_ACCESS_TOKEN",
    })
  if (answer.status === 402 || answer.status === 423) return new ChannelError("shopify", "The Shopify shop is frozen or locked.")
  const detail = { status: answer.status, retryable: worthRetrying(answer.status), retryAfter: retryAfter(answer.headers) }
  return new ChannelError("shopify", `Shopify answered ${answer.status}: ${text.slice(0, 200)}`, detail)
}

function graphRefusal(errors: z.output<typeof GraphError>[] | string, cost: z.output<typeof Cost> | undefined): ChannelError {
  if (typeof errors === "string") return new ChannelError("shopify", errors)
  const code = errors[0]?.extensions?.code
  const message = errors.map((error) => error.message).join(" ")
  if (code === "THROTTLED" && cost) {
    const { currentlyAvailable, restoreRate } = cost.throttleStatus
    const wait = Math.max(1, Math.ceil((cost.requestedQueryCost - currentlyAvailable) / restoreRate))
    return new ChannelError("shopify", "Shopify's query budget is used up for the moment.", { retryable: true, retryAfter: wait })
  }
  if (code === "ACCESS_DENIED")
    return new ChannelError("shopify", `The access token lacks a scope: ${message}`, { field: "SHOPIFY_ACCESS_TOKEN" })
  return new ChannelError("shopify", message, { retryable: code === "THROTTLED" || code === "INTERNAL_SERVER_ERROR" })
}

const ours: Record<string, string> = { descriptionHtml: "description", files: "images", variants: "price" }

/** Throws the first of a payload's userErrors, with the field in our words. */
export function heed(errors: z.output<typeof UserErrors>): void {
  const [first] = errors
  if (!first) return
  const field = first.field?.find((part) => part !== "input")
  throw new ChannelError("shopify", first.message, { field: field && (ours[field] ?? field) })
}
export { UserErrors }
