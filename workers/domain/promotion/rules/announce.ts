import { z } from "zod"
import { rule } from "#workers/rule.ts"

/** What is done about a product on one network: nothing twice, and nothing before somebody has looked whether it is out. */
export const announceRule = rule({
  name: "promotion.announce",
  version: 1,
  about: "Posts what was never begun, looks first for what was, and leaves what is out.",
  decision: "promotion.post",
  input: z.strictObject({
    network: z.string(),
    title: z.string(),
    state: z.enum(["new", "begun", "out"]).describe("of the post on this network"),
  }),
  output: z.strictObject({ action: z.enum(["post", "look first", "leave"]) }),
  decide: ({ state }) => ({ action: ({ new: "post", begun: "look first", out: "leave" } as const)[state] }),
})
