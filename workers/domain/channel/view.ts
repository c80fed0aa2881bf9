import { count, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { Mode } from "#schemas/status.ts"
import { SyncReport } from "#schemas/sync.ts"
import { listings } from "#schemas/tables/index.ts"
import type { Channel } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { inTime } from "#workers/lib/in-time.ts"
import { operation } from "#workers/operation.ts"
import { channelOff } from "#workers/domain/flag/index.ts"
import { explain, openChannel } from "#workers/domain/listing/index.ts"
import { lastSyncs, reportOf } from "./run.ts"
import { stateOf } from "./state.ts"

const Rate = z.strictObject({ of: z.string(), calls: z.int(), seconds: z.int(), left: z.int() })
export const ChannelView = z
  .strictObject({
    name: z.string(),
    mode: Mode,
    on: z.boolean(),
    off: z.string().nullable().describe("why nothing is sent there, and how that changes"),
    health: z.strictObject({ ok: z.boolean(), detail: z.string() }),
    rates: z.array(Rate).describe("calls allowed in so many seconds, and what is left now"),
    losses: z.array(z.strictObject({ field: z.string(), says: z.string() })),
    listings: z.record(z.string(), z.int()).describe("by status"),
    failing: z.array(z.strictObject({ listingId: z.string(), productId: z.string(), status: z.string(), says: z.string() })),
    contract: z
      .strictObject({
        version: z.string().nullable(),
        sunset: z.string().nullable(),
        accepted: z.string().nullable(),
        seen: z.string().nullable(),
        seenAt: z.iso.datetime().nullable(),
        says: z.string().nullable(),
      })
      .nullable(),
    sales: z.string().nullable().describe("what the last look at its orders said"),
    lastSync: SyncReport.nullable(),
  })
  .meta({ id: "Channel" })

export const viewChannels = operation({
  name: "channel.view",
  about: "Shows every channel: mode, flag, health, what is left of its limits, its listings and its contract.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(ChannelView) }),
})(async (ctx) => ({ items: await Promise.all(Object.keys(ctx.channels).map((name) => viewOne(ctx, openChannel(ctx, name)))) }))

async function viewOne(ctx: Ctx, channel: Channel): Promise<z.input<typeof ChannelView>> {
  const { name, mode, losses, contract } = channel
  const [off, health, rates, byStatus, failing, state, [last]] = await Promise.all([
    channelOff(ctx, name),
    healthOf(channel),
    ctx.pace.left(
      name,
      channel.rates.filter(({ of }) => of === "call"),
    ),
    ctx.db.select({ status: listings.status, n: count() }).from(listings).where(eq(listings.channel, name)).groupBy(listings.status),
    failingOf(ctx, name),
    stateOf(ctx, name),
    lastSyncs(ctx, name, 1),
  ])
  return {
    name,
    mode,
    on: off === null,
    off,
    health,
    rates,
    losses,
    failing,
    listings: Object.fromEntries(byStatus.map(({ status, n }) => [status, n])),
    contract: contract && {
      version: contract.version,
      sunset: contract.sunset,
      accepted: state?.acceptedFingerprint ?? null,
      seen: state?.seenFingerprint ?? null,
      seenAt: state?.seenAt?.toISOString() ?? null,
      says: state?.contractNote ?? null,
    },
    sales: state?.salesNote ?? null,
    lastSync: last ? reportOf(last) : null,
  }
}

/** A page must not wait for a vendor that does not answer. */
async function healthOf(channel: Channel) {
  const asked = channel.health().catch((error: unknown) => ({ ok: false, detail: explain(channel.name, error).message }))
  return inTime(asked, 5000, () => ({ ok: false, detail: "It did not answer in 5 seconds." }))
}

async function failingOf(ctx: Ctx, channel: string) {
  const rows = await ctx.db
    .select()
    .from(listings)
    .where(sql`${listings.channel} = ${channel} AND (${listings.problems} IS NOT NULL OR ${listings.error} IS NOT NULL)`)
    .limit(50)
  return rows.map(({ id, productId, status, problems, error }) => ({
    listingId: id,
    productId,
    status,
    says: problems?.map(({ field, message, fix }) => `${field}: ${message} ${fix}`).join(" ") ?? error ?? "",
  }))
}
