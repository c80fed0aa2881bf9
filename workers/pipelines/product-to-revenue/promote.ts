import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { promotion, type PostResult } from "#workers/domain/promotion/index.ts"
import { problemOf } from "#workers/problem.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

/** Not yet out, and worth another try: the step is tried again, and looks for the post before it makes one. */
class NotOut extends Error {
  override name = "NotOut"
}

export const promote: Stage = {
  name: "promote",
  about: "Announces what is live, once a network, with its own UTM link; each network reports for itself",
  retries: 3,
  async host({ ctx, jobId }, { productId, listings = [] }, step) {
    if (!listings.some(({ channel, ok }) => channel === "storefront" && ok)) return {}
    const posts: PostResult[] = []
    for (const [n, { name, mode }] of Object.values(ctx.posts).entries()) {
      try {
        const out = await step(`promote.${name}`, async () => {
          const post = await effect(ctx, jobId, "post", n, async () => {
            const result = await promotion.announce(ctx, { productId, network: name })
            if (!result.ok && result.retryable) throw new NotOut(result.problem ?? `${name} did not take the post.`)
            return result
          })
          return { posts: [post] }
        })
        posts.push(...(out.posts ?? []))
      } catch (error) {
        if (problemOf(error)) throw error
        // A network that stays away does not hold up a product that is on sale.
        const problem = error instanceof Error ? error.message : String(error)
        posts.push({ network: name, mode, ok: false, url: null, problem, retryable: true })
      }
    }
    await step("promote.report", async () => {
      await advanceJob(ctx, jobId, { artifacts: { posts } })
      return {}
    })
    return { posts }
  },
  run: async () => ({}),
}
