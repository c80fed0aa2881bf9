import { agent, delegate } from "#workers/context.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import type { Job } from "./job.ts"

export const experiments: Job = {
  name: "experiments",
  about: "Looks at the running experiments and acts on what they show",
  async run(ctx) {
    const { judged } = await experiment.judge(ctx.as(agent("cca")), {})
    // Who measures proposes; the directors vote, so the verdict alone changes no shelf.
    const { filed, overtaken } = await proposal.winners(ctx.as(delegate("cca", "revenue-analyst", "experiment.end")), {})
    const ended = judged.filter(({ action }) => action !== "continue")
    return `${judged.length} looked at, ${ended.length} ended${ended.map(({ key, action }) => `, ${key} ${action === "ship" ? "won" : "stopped"}`).join("")}, ${filed.length} winners proposed${overtaken.length > 0 ? `, overtaken: ${overtaken.join(", ")}` : ""}`
  },
}
