import { z } from "zod"
import { Copy } from "../draft.ts"
import { prompt } from "./prompt.ts"

/** One short post that announces a product. */
export const writePost = prompt({
  name: "post",
  version: 1,
  role: "drafting",
  about: "Writes a short social post for a product",
  system:
    "Write one post of at most 260 characters without the link: what it is, who it helps, one true figure. No hype, at most two hashtags.",
  input: z.strictObject({ copy: Copy, url: z.string(), limit: z.int() }),
  output: z.strictObject({ text: z.string().min(20).max(280) }),
  maxTokens: 200,
})
