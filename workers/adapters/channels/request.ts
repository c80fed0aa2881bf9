import { ChannelError } from "./channel.ts"

/** Status classes that are worth another try later: too many requests, timeouts, the vendor's own faults. */
export const worthRetrying = (status: number) => status === 408 || status === 425 || status === 429 || status === 430 || status >= 500

/** Seconds to wait, as the vendor asked; undefined when it did not say. */
export function retryAfter(headers: Headers): number | undefined {
  const value = Number(headers.get("retry-after"))
  return Number.isFinite(value) && value > 0 ? value : undefined
}

/** A fetch that ends after 30 s and turns network faults into a retryable ChannelError. The answer's status is the caller's to judge. */
export async function call(channel: string, fetcher: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetcher(url, { ...init, signal: AbortSignal.timeout(30_000), redirect: "manual" })
  } catch (cause) {
    // The wait for our turn ends in words of its own.
    if (cause instanceof ChannelError) throw cause
    throw new ChannelError(channel, `${channel} could not be reached.`, { retryable: true, cause })
  }
}
