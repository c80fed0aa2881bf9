import { refuseUrl } from "#workers/lib/follow.ts"
import { signWebhook } from "#workers/lib/standard-webhooks.ts"
import type { HookAnswer, Hooks } from "./hook.ts"

export type { HookAnswer, HookMessage, Hooks } from "./hook.ts"

const patience = 15_000
const mostBytes = 1024

/** Standard Webhooks over HTTPS. A shop that itself runs on plain http, on a developer's machine, may also call that machine. */
export function openHooks(config: { PUBLIC_URL: string; SANDBOX_URL: string }, fetcher: typeof fetch): Hooks {
  const local = new URL(config.PUBLIC_URL).protocol === "http:"
  const refuse = (url: string) => (local && nearby(url, config.SANDBOX_URL) ? null : refuseUrl(url))
  return {
    refuse,
    async send(url, { id, body, secrets, at }) {
      const started = Date.now()
      const told = (status: number | null, answer: string, retryAfter?: number): HookAnswer => ({
        status,
        answer,
        ms: Date.now() - started,
        retryAfter,
      })
      const wrong = refuse(url)
      if (wrong) return told(null, wrong)
      const timestamp = Math.floor(at.getTime() / 1000)
      const signatures = await Promise.all(secrets.map((secret) => signWebhook(secret, id, timestamp, body)))
      const headers = {
        "content-type": "application/cloudevents+json",
        "user-agent": "AutonomaX/0.1 (webhooks)",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatures.join(" "),
      }
      try {
        const signal = AbortSignal.timeout(patience)
        const reply = await fetcher(url, { method: "POST", body, headers, redirect: "manual", signal })
        return told(reply.status, await firstBytes(reply), secondsOf(reply.headers.get("retry-after")))
      } catch (error) {
        const late = error instanceof Error && error.name === "TimeoutError"
        return told(null, late ? `No answer within ${patience / 1000} seconds.` : "The address does not answer.")
      }
    },
  }
}

function nearby(url: string, sandbox: string): boolean {
  if (!URL.canParse(url)) return false
  const { origin, hostname, protocol } = new URL(url)
  return protocol === "http:" && (origin === new URL(sandbox).origin || hostname === "localhost" || hostname === "127.0.0.1")
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

/** As much of an answer as the log keeps; the rest is not read. */
async function firstBytes(reply: Response): Promise<string> {
  const reader = reply.body?.getReader()
  if (!reader) return ""
  let bytes = new Uint8Array()
  while (bytes.length < mostBytes) {
    const { done, value } = await reader.read()
    if (done) break
    bytes = new Uint8Array([...bytes, ...value.slice(0, mostBytes - bytes.length)])
  }
  await reader.cancel().catch(() => undefined)
  return new TextDecoder().decode(bytes)
}
