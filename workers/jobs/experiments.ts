import { agent } from "#workers/context.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import type { Job } from "./job.ts"

export const experiments: Job = {
  name: "experiments",
  about: "Looks at the running experiments and acts on what they show",
  async run(ctx) {
    const { judged } = await experiment.judge(ctx.as(agent("cca")), {})
    const ended = judged.filter(({ action }) => action !== "continue")
    return `${judged.length} looked at, ${ended.length} ended${ended.map(({ key, action }) => `, ${key} ${action === "ship" ? "shipped" : "stopped"}`).join("")}`
  },
}
