import { MailError, type Mail } from "./mail.ts"

/** As much of Cloudflare's `send_email` binding as is used. */
export type EmailBinding = {
  send(message: {
    from: string | { name: string; email: string }
    to: string
    subject: string
    text: string
    html: string
    headers?: Record<string, string>
  }): Promise<{ messageId: string }>
}

/** What the runtime calls a fault of its own or a full window; everything else is the message's fault and stays so. */
const passing = /rate|limit|throttl|unavailable|internal|timeout|temporar/i

/** Cloudflare's e-mail binding. It knows no idempotency key: after a lost answer the same message may come twice, under the same reference. */
export function cloudflareMail(email: EmailBinding, from: string): Mail {
  return {
    name: "cloudflare",
    mode: "live",
    async send({ to, subject, text, html, idempotencyKey, unsubscribe }) {
      try {
        const headers = { "X-Entity-Ref-ID": idempotencyKey, ...(unsubscribe ? { "List-Unsubscribe": `<${unsubscribe}>` } : {}) }
        const { messageId } = await email.send({ from: sender(from), to, subject, text, html, headers })
        return { id: messageId }
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error)
        throw new MailError(`Cloudflare did not take the mail: ${said}`, passing.test(said))
      }
    },
  }
}

/** `Shop <orders@shop.example>` in its two parts. */
function sender(from: string): string | { name: string; email: string } {
  const [, name, email] = /^(.+?)\s*<([^<>]+)>$/.exec(from) ?? []
  return name && email ? { name, email } : from
}
