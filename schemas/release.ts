import { z } from "zod"

/** What the shop was made of when a release was frozen: a hash for each part, so that two releases can be compared part by part. */
export const Manifest = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/))
export type Manifest = z.infer<typeof Manifest>

export const Release = z.strictObject({
  version: z.string().regex(/^v\d+\.\d+$/),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of the manifest"),
  manifest: Manifest,
  orderId: z.string(),
  frozenAt: z.iso.datetime(),
})
export type Release = z.infer<typeof Release>
