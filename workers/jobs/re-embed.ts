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
    return `${passages.renewed} passages and ${ideas.renewed} ideas renewed, ${passages.left} passages wait`
  },
}
