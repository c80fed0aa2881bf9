import { z } from "zod"

/** `new` waits, `taken` is being made into a draft or was, `dropped` is out. */
export const IdeaStatus = z.enum(["new", "taken", "dropped"])
export type IdeaStatus = z.infer<typeof IdeaStatus>
