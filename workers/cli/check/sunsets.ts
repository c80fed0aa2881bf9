import { channelsEnv, openChannels } from "#workers/adapters/channels/index.ts"
import { sunsets } from "#workers/adapters/channels/sunset.ts"
import { memoryTokens } from "#workers/adapters/tokens.ts"
import type { Finding } from "./tool.ts"

/** Warns 60 days before a vendor stops answering a pinned API version. A date alone fails nothing: CI says the same every day. */
export async function versions(): Promise<Finding> {
  const unasked = () => Promise.reject(new Error("The check makes no call."))
  const config = { ...channelsEnv.parse({}), SANDBOX_URL: "http://localhost:8788" }
  const channels = openChannels(config, { fetch: unasked, readShop: unasked, tokens: memoryTokens(), now: () => new Date() })
  const ending = sunsets(Object.values(channels), new Date())
  return { wrong: [], note: ending.length ? `WARNING ${ending.join(" ")}` : "" }
}
