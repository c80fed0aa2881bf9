import { z } from "zod"

const line = (max: number) => z.string().trim().min(2).max(max)

/** Prompts to paste into any chat assistant; `{{name}}` marks what the buyer fills in. */
export const PromptPackContent = z.strictObject({
  kind: z.literal("prompt-pack"),
  title: line(70),
  subtitle: line(120),
  intro: line(600),
  howTo: z.array(line(240)).min(3).max(8),
  placeholders: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/), meaning: line(140), example: line(140) }))
    .min(3)
    .max(24),
  groups: z
    .array(
      z.strictObject({
        title: line(60),
        about: line(240),
        prompts: z
          .array(
            z.strictObject({
              title: line(70),
              use: line(200),
              prompt: z.string().trim().min(120).max(1800),
              expect: line(240),
              followUp: line(240),
            }),
          )
          .min(3)
          .max(12),
      }),
    )
    .min(3)
    .max(10),
})
export type PromptPackContent = z.infer<typeof PromptPackContent>
