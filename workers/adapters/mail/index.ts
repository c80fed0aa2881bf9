import { cloudflareMail, type EmailBinding } from "./cloudflare.ts"
import { heeding, type Mail, type StoreMessage, type Suppressed } from "./mail.ts"
import { outbox } from "./outbox.ts"
import { resend, resendEnv, type ResendConfig } from "./resend.ts"

export type { EmailBinding } from "./cloudflare.ts"
export type { Mail, Message, StoreMessage } from "./mail.ts"
export { MailError } from "./mail.ts"

export const mailEnv = resendEnv
export type MailDeps = { fetch: typeof fetch; store: StoreMessage; suppressed: Suppressed; email?: EmailBinding }

/** Resend when its key is set, else Cloudflare when the Worker is bound to it, else the outbox. */
export function openMail(config: ResendConfig, { fetch, store, suppressed, email }: MailDeps): Mail {
  const { RESEND_API_KEY } = config
  if (RESEND_API_KEY) return heeding(resend({ ...config, RESEND_API_KEY }, fetch), suppressed)
  return heeding(email ? cloudflareMail(email, config.MAIL_FROM) : outbox(store), suppressed)
}
