import type { DirectorKey } from "#schemas/org.ts"
import { directors } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Job } from "./job.ts"

/** Wakes whoever is due by its file: every half hour, at the full hour, and on Mondays at three. The night is the job `improve`. */
export const wakeDirectors: Job = {
  name: "directors",
  about: "Wakes the directors that are due",
  async run(ctx) {
    const now = ctx.now()
    const spans = ["30 minutes", ...(now.getUTCMinutes() < 30 ? ["hour"] : [])]
    if (now.getUTCDay() === 1 && now.getUTCHours() === 3 && now.getUTCMinutes() < 30) spans.push("week")
    return wakeAll(ctx, spans)
  },
}

/** Wakes, one after the other, every director whose file names one of the spans. */
export async function wakeAll(ctx: Ctx, spans: string[]): Promise<string> {
  const woken: DirectorKey[] = []
  let did = 0
  for (const { key, wake } of directors) {
    const due = wake.find((line) => "every" in line && spans.includes(line.every))
    if (!due || !("every" in due)) continue
    // The first sentence says how its goals stand; what follows it has done.
    did += Math.max(0, (await ctx.wake(key, { kind: "schedule", about: `every ${due.every}` })).length - 1)
    woken.push(key)
  }
  return `${woken.join(", ") || "nobody"} woke, ${did} things done`
}
