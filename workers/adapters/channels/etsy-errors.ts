import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { retryAfter, worthRetrying } from "./request.ts"

// Etsy says no as `{error}`, from its token server as `{error, error_description}`, and for a form as a list of faults.
const Refusal = z.union([
  z.object({ error: z.string(), error_description: z.string().optional() }),
  z.array(z.object({ path: z.string().optional(), message: z.string() })).min(1),
])

const named: [RegExp, string][] = [
  [/title/i, "title"],
  [/\btags?\b/i, "tags"],
  [/price|currency/i, "price"],
  [/\bsku\b/i, "sku"],
  [/alt.?text|image|photo/i, "images"],
  [/file/i, "files"],
  [/descr/i, "description"],
]

export function messageIn(text: string): string {
  try {
    const said = Refusal.parse(JSON.parse(text))
    if (Array.isArray(said)) return said.map(({ path, message }) => `${path?.split("/")[1] ?? "listing"} ${message}`).join("; ")
    return [said.error, said.error_description].filter(Boolean).join(": ")
  } catch {
    return text.slice(0, 200) || "no reason given"
  }
}

/** Whether a 401 is about the age of the access token, which can be renewed. */
export const isStale = (status: number, text: string): boolean => status === 401 && /invalid_token|expired/i.test(text)

/** Etsy's refusal in one sentence, with the field in our words. */
export function refusedBy({ status, headers }: Response, text: string): ChannelError {
  const said = messageIn(text).replace(/\.$/, "")
  const no = (message: string, field?: string) => new ChannelError("etsy", message, { field, status })
  const scope = /\b([a-z]+_[rwd])\b/.exec(said)?.[1]
  if (/insufficient_scope|scope/i.test(said) && (status === 401 || status === 403))
    return no(
      `The Etsy grant lacks ${scope ? `the scope ${scope}` : "a scope"}: connect the shop again and allow it.`,
      "ETSY_REFRESH_TOKEN",
    )
  if (isStale(status, text))
    return no("Etsy's access token is expired or wrong: set ETSY_REFRESH_TOKEN, or connect the shop again.", "ETSY_REFRESH_TOKEN")
  if (status === 401 || (status === 403 && /key|secret/i.test(said))) return no(`Etsy refused the API key: ${said}.`, "ETSY_API_KEY")
  if (status === 403) return no(`Etsy forbids this to the app: ${said}.`, "ETSY_REFRESH_TOKEN")
  const field = status < 500 && status !== 404 && status !== 429 ? named.find(([pattern]) => pattern.test(said))?.[1] : undefined
  return new ChannelError("etsy", `Etsy: ${said}.`, { field, status, retryable: worthRetrying(status), retryAfter: retryAfter(headers) })
}
