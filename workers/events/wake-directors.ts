import { directors } from "#seeds/org/index.ts"
import type { Reaction } from "./reaction.ts"

/** Tells the directors whose files name the event; they look at their goals and act at their next scheduled wake. */
export const wakeDirectors: Reaction = {
  name: "wake-directors",
  on: "every event",
  async run(ctx, { type, subject }) {
    for (const { key, wake } of directors)
      if (wake.some((line) => "on" in line && line.on === type)) await ctx.wake(key, { kind: "event", about: `${type} ${subject}` })
  },
}
