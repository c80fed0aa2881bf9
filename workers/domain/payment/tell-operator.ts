import type { Ctx } from "#workers/context.ts"
import { sha256 } from "#workers/lib/hash.ts"
import type { Difference } from "./rules.ts"

/** One letter for one finding: the same differences are not told again by the next run. */
export async function tellOperator(ctx: Ctx, found: Difference[]): Promise<void> {
  if (found.length === 0) return
  const lines = found
    .slice(0, 50)
    .map(({ subject, what, ours, theirs }) => `${subject}: ${what}\n  the shop: ${ours}\n  the provider: ${theirs}`)
  const text = [
    `Payments and books were compared with ${ctx.payments.name}. ${found.length} things differ and need a person.`,
    ...lines,
    `The books: ${ctx.settings.PUBLIC_URL}/console/ledger`,
  ].join("\n\n")
  const html = `<!doctype html><html lang="en"><body><pre>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre></body></html>`
  const idempotencyKey = `reconcile:${(await sha256(text)).slice(0, 32)}`
  await ctx.mail.send({ to: ctx.brand.supportEmail, subject: `${found.length} differences in payments`, text, html, idempotencyKey })
}
