import type { z } from "zod"
import { PostError } from "./post.ts"

export type Ask = { method?: "GET" | "POST" | "PATCH"; url: string; headers?: Record<string, string>; body?: BodyInit }
export type Reply = { status: number; headers: Headers; body: unknown }

/** One request with 20 s of patience; a dead network becomes a PostError that is worth another try. */
export async function ask(network: string, fetcher: typeof fetch, { method = "POST", url, headers, body }: Ask): Promise<Reply> {
  const signal = AbortSignal.timeout(20_000)
  const answer = await fetcher(url, { method, headers, body, signal }).catch((error: unknown) => {
    const late = error instanceof Error && error.name === "TimeoutError"
    throw new PostError(late ? `${network} did not answer within 20 seconds.` : `${network} could not be reached.`, true)
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) }
}

export const succeeded = ({ status }: Reply): boolean => status >= 200 && status < 300

/** What a network answered, checked: another shape than its document's is told as what it is. */
export function readAs<T extends z.ZodType>(network: string, { body }: Reply, shape: T): z.output<T> {
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  throw new PostError(
    `${network} answered in a shape that its document does not know: ${parsed.error.issues[0]?.path.join(".") ?? ""}.`,
    false,
  )
}

/** A refusal in one sentence. Worth another try: too many requests, timeouts, the network's own faults. */
export function refusal(network: string, reply: Reply, said: string, now: Date): PostError {
  const { status, headers } = reply
  const words = said.trim().replace(/[.!]*$/, "") || "no reason given"
  return new PostError(
    `${network} answered ${status}: ${words}.`,
    status === 408 || status === 429 || status >= 500,
    secondsToWait(headers, now),
  )
}

/** `retry-after` in seconds, or the moment at which a window ends, which some networks send instead. */
function secondsToWait(headers: Headers, now: Date): number | undefined {
  const after = Number(headers.get("retry-after") ?? Number.NaN)
  if (after > 0) return after
  const remaining = headers.get("x-rate-limit-remaining") ?? headers.get("ratelimit-remaining")
  const reset = Number(headers.get("x-rate-limit-reset") ?? headers.get("ratelimit-reset") ?? Number.NaN)
  const wait = Math.ceil(reset - now.getTime() / 1000)
  return remaining === "0" && wait > 0 ? wait : undefined
}
