import type { Ctx } from "#workers/context.ts"

/** Mails the operator; the same key is sent once. A mail that fails is logged: the console shows the same words anyway. */
export async function pageOperator(ctx: Ctx, key: string, subject: string, lines: string[]): Promise<void> {
  const text = [...lines, `Console: ${ctx.settings.PUBLIC_URL}/console/channels`].join("\n\n")
  const html = `<!doctype html><html lang="en"><body>${text
    .split("\n\n")
    .map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`)
    .join("")}</body></html>`
  const to = ctx.settings.OPERATOR_EMAIL ?? ctx.brand.supportEmail
  try {
    await ctx.mail.send({ to, subject: `${ctx.brand.name}: ${subject}`, text, html, idempotencyKey: key })
  } catch (error) {
    ctx.log("operator.unpaged", { key, error: String(error) })
  }
}
