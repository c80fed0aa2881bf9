import { sale } from "#workers/domain/sale/index.ts"
import type { Job } from "./job.ts"

export const pullSales: Job = {
  name: "pull-sales",
  about: "Reads what the other channels sold, refunded or cancelled",
  async run(ctx) {
    const { items } = await sale.pull(ctx, {})
    return items.map((one) => one.says ?? `${one.channel}: ${one.read} read, ${one.new} new, ${one.changed} changed`).join("; ")
  },
}
