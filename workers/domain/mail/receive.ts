import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { suppressions, webhooksSeen } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** What Resend tells about a mail, as far as it is acted on. */
const MailEvent = z.object({
  type: z.string(),
  data: z.object({ to: z.array(z.string()).default([]), bounce: z.object({ type: z.string() }).optional() }).default({ to: [] }),
})

/** Takes in one event of the mail provider, whose signature was checked: who bounces for good or complains gets no more mail. */
export async function receiveMailEvent(ctx: Ctx, id: string, body: string): Promise<"done" | "seen" | "ignored"> {
  const { type, data } = MailEvent.parse(JSON.parse(body))
  const claim = and(eq(webhooksSeen.source, "resend"), eq(webhooksSeen.id, id))
  await ctx.db.insert(webhooksSeen).values({ source: "resend", id, type, at: ctx.now() }).onConflictDoNothing()
  const [seen] = await ctx.db.select().from(webhooksSeen).where(claim)
  if (seen?.handledAt) return "seen"
  const why = reasonOf(type, data.bounce?.type)
  const addresses = why ? data.to.map(addressOf) : []
  await ctx.commit({
    writes: [
      ...addresses.map((address) =>
        ctx.db
          .insert(suppressions)
          .values({ address, why: why ?? "bounced", source: `resend:${id}`, at: ctx.now() })
          .onConflictDoNothing(),
      ),
      ctx.db.update(webhooksSeen).set({ handledAt: ctx.now() }).where(claim),
    ],
    audit: { operation: "mail.receive", subject: id, detail: { type, suppressed: addresses.length } },
  })
  return why ? "done" : "ignored"
}

/** A full mailbox is no reason to give an address up; one that does not exist is. */
function reasonOf(type: string, bounce: string | undefined): "bounced" | "complained" | null {
  if (type === "email.complained") return "complained"
  if (type === "email.suppressed") return "bounced"
  return type === "email.bounced" && bounce?.toLowerCase() !== "transient" ? "bounced" : null
}

const addressOf = (to: string) => (/<([^<>]+)>/.exec(to)?.[1] ?? to).trim().toLowerCase()
