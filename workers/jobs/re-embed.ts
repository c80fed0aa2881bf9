import { idea } from "#workers/domain/idea/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import type { Job } from "./job.ts"

/** What was written under another embedder, and what came before a large index had its centres. */
export const reEmbed: Job = {
  name: "re-embed",
  about: "Renews the vectors that another embedder made",
  async run(ctx) {
    const passages = await passage.renew(ctx, {})
    const ideas = await idea.reEmbed(ctx, {})
    const stopped = passages.stopped === null ? "" : `; stopped: ${passages.stopped}`
    return `${passages.renewed} passages and ${ideas.renewed} ideas renewed, ${passages.served} brought to ${ctx.search.name}, ${passages.left} passages wait${stopped}`
  },
}
