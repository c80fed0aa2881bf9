import { z } from "zod"
import { MailError, type Mail } from "./mail.ts"

export const resendEnv = z.object({
  RESEND_API_KEY: z.string().startsWith("re_").optional().describe("turns on sending by Resend; without it mail stays in the outbox"),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .startsWith("whsec_")
    .optional()
    .describe("signs what Resend tells at /webhooks/resend: bounces, complaints"),
  RESEND_BASE_URL: z.url().default("https://api.resend.com").describe("where Resend answers"),
  MAIL_FROM: z.string().default("AutonomaX <orders@autonomax.example>").describe("sender; its domain must be verified at Resend"),
})
export type ResendConfig = z.infer<typeof resendEnv>

const Sent = z.object({ id: z.string() })
const Refused = z.object({ message: z.string(), name: z.string().optional() })

/** Resend's POST /emails. */
export function resend(config: ResendConfig & { RESEND_API_KEY: string }, fetcher: typeof fetch): Mail {
  return {
    name: "resend",
    mode: "live",
    async send({ to, subject, text, html, idempotencyKey, kind, unsubscribe }) {
      const answer = await fetcher(`${config.RESEND_BASE_URL}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${config.RESEND_API_KEY}`,
          "content-type": "application/json",
          "idempotency-key": idempotencyKey,
        },
        body: JSON.stringify({
          from: config.MAIL_FROM,
          to: [to],
          subject,
          text,
          html,
          ...(unsubscribe ? { headers: { "List-Unsubscribe": `<${unsubscribe}>` } } : {}),
          ...(kind ? { tags: [{ name: "kind", value: kind }] } : {}),
        }),
        signal: AbortSignal.timeout(20_000),
      }).catch((error: unknown) => {
        throw new MailError(`Resend could not be reached: ${String(error)}`, true)
      })
      const body: unknown = await answer.json().catch(() => null)
      if (answer.ok) return Sent.parse(body)
      const said = Refused.safeParse(body).data?.message ?? "no reason given"
      throw new MailError(`Resend answered ${answer.status}: ${said}`, answer.status === 429 || answer.status >= 500)
    },
  }
}
