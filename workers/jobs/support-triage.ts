import { ticket } from "#workers/domain/ticket/index.ts"
import type { Job } from "./job.ts"

export const supportTriage: Job = {
  name: "support-triage",
  about: "Reads what waiting questions are about and tells the operator before their time runs out",
  async run(ctx) {
    const { waiting, read, escalated, breached, intents } = await ticket.triage(ctx, {})
    const about = Object.entries(intents).map(([intent, count]) => `${count} ${intent}`)
    return `${waiting} waiting${about.length > 0 ? ` (${about.join(", ")})` : ""}, ${read} read, ${escalated} escalated, ${breached} too late`
  },
}
