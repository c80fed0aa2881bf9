import type { Mail, StoreMessage } from "./mail.ts"
import { outbox } from "./outbox.ts"
import { resend, resendEnv, type ResendConfig } from "./resend.ts"

export type { Mail, Message, StoreMessage } from "./mail.ts"
export { MailError } from "./mail.ts"

export const mailEnv = resendEnv

/** Resend when its key is set, else the outbox. */
export function openMail(config: ResendConfig, fetcher: typeof fetch, store: StoreMessage): Mail {
  const { RESEND_API_KEY } = config
  return RESEND_API_KEY ? resend({ ...config, RESEND_API_KEY }, fetcher) : outbox(store)
}
