import { channel } from "#workers/domain/channel/index.ts"
import type { Job } from "./job.ts"

export const contractWatch: Job = {
  name: "contract-watch",
  about: "Compares the vendors' contracts with the accepted ones; a changed one turns its channel off and pages the operator",
  async run(ctx) {
    const { items } = await channel.watch(ctx, {})
    return items.map((one) => `${one.channel}: ${one.verdict}`).join(", ") || "no channel has a contract"
  },
}
