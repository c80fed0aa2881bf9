import { z } from "zod"
import { ProviderConfig } from "./provider.ts"

/** seeds/sources.yaml: what may be read from outside, under which licence, and which providers have a documented address. */
export const SourceList = z.strictObject({
  sources: z.array(
    z.strictObject({
      title: z.string().min(3),
      url: z.url({ protocol: /^https$/ }),
      licence: z.string().min(2),
    }),
  ),
  providers: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
      names: z.array(z.string().min(2)).min(1),
      config: ProviderConfig,
    }),
  ),
})
export type SourceList = z.infer<typeof SourceList>
