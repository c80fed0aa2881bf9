import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { html, webPage } from "../page.ts"
import type { Ground, Twin } from "../twin.ts"

const token = "re_autonomax_sandbox"
type Mail = {
  id: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  tags: { name: string; value: string }[]
  headers: Record<string, string>
  at: number
}

const address = z.string().regex(/^(?:[^<>]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, "Invalid address")
const ascii = z.string().regex(/^[\w-]{1,256}$/, "Tags should only contain ASCII letters, numbers, underscores, or dashes.")
const Draft = z.object({
  from: address,
  to: z.union([address, z.array(address).min(1).max(50)]).transform((to) => [to].flat()),
  subject: z.string().min(1),
  text: z.string().default(""),
  html: z.string().default(""),
  reply_to: z.union([address, z.array(address)]).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.object({ name: ascii, value: ascii })).default([]),
})
const refuse = (statusCode: number, name: string, message: string, headers: Record<string, string> = {}) =>
  Response.json({ statusCode, name, message }, { status: statusCode, headers })

/** Resend: takes mails once a key, two a second, and shows them in an inbox. Bounces are told by the sandbox's caller, who signs them. */
export function resendTwin(ground: Ground): Twin {
  const mails = ground.rows.of<Mail>("mail")
  const keys = ground.rows.of<{ body: string; id: string }>("key")
  const admit = (request: IRequestStrict) => {
    const header = request.headers.get("authorization")
    if (!header) return refuse(401, "missing_api_key", "Missing API key in the authorization header.")
    return header === `Bearer ${token}` ? undefined : refuse(403, "invalid_api_key", "API key is invalid.")
  }
  const send = async (request: IRequestStrict) => {
    const body = await request.text()
    const key = request.headers.get("idempotency-key")
    if (key !== null && (key.length === 0 || key.length > 256))
      return refuse(400, "invalid_idempotency_key", "The idempotency key must be between 1-256 characters.")
    const before = key === null ? null : keys.get(key)
    if (before && before.body !== body)
      return refuse(409, "invalid_idempotent_request", "This idempotency key has been used with a different payload.")
    if (before) return Response.json({ id: before.id })
    const read = Draft.safeParse(parsed(body))
    if (!read.success) return refuse(422, "validation_error", z.prettifyError(read.error))
    if (!read.data.text && !read.data.html) return refuse(422, "missing_required_field", "Missing `html` or `text` field.")
    const id = crypto.randomUUID()
    mails.put(id, { id, ...read.data, at: ground.now() })
    if (key !== null) keys.put(key, { body, id })
    return Response.json({ id })
  }
  const view = ({ params }: IRequestStrict) => {
    const mail = mails.get(params.id ?? "")
    if (!mail) return refuse(404, "not_found", "Email not found")
    const { id, from, to, subject, text, at } = mail
    const created_at = new Date(at).toISOString()
    return Response.json({
      object: "email",
      id,
      from,
      to,
      subject,
      text,
      html: mail.html,
      created_at,
      bcc: [],
      cc: [],
      reply_to: [],
      last_event: "delivered",
      scheduled_at: null,
      tags: mail.tags,
    })
  }
  const router = Router<IRequestStrict>({
    finally: [(reply) => reply ?? refuse(404, "not_found", "The requested endpoint does not exist.")],
  })
    .all("/emails", (request: IRequestStrict) => admit(request))
    .all("/emails/*", (request: IRequestStrict) => admit(request))
    .post("/emails", send)
    .get("/emails/:id", view)
    .get("/resend", () => inbox(mails.all()))
    .get("/resend/:id", ({ params }) => {
      const mail = mails.get(params.id ?? "")
      return mail && inbox([mail])
    })
  return { fetch: (request) => router.fetch(request) }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function inbox(list: Mail[]): Promise<Response> {
  const one = ({ id, from, to, subject, text, at, tags, headers }: Mail) =>
    html`<article class="post">
      <strong>${subject}</strong>
      <span class="small"
        >${from} to ${to.join(", ")} · <a href="/resend/${id}">${new Date(at).toISOString().slice(0, 16).replace("T", " ")}</a></span
      >
      <p>${text}</p>
      <p class="small">${[...tags.map(({ name, value }) => `${name}: ${value}`), ...Object.keys(headers)].join(" · ")}</p>
    </article>`
  const body = html`<main class="shop">
    <header class="shop-head"><strong>Sandbox Mail</strong><a href="/resend">All mails</a></header>
    <h1>Inbox</h1>
    ${list.length ? list.map(one) : html`<p>Nothing was sent yet.</p>`}
  </main>`
  return webPage("Sandbox Mail", body)
}
