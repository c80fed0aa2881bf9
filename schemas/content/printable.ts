import { z } from "zod"

const line = (max: number) => z.string().trim().min(2).max(max)

export const motifs = ["botanical", "terrain", "celestial", "geometric", "waves", "typographic"] as const

/** A set of art prints drawn by code from a seed: the same seed gives the same art. */
export const PrintableContent = z.strictObject({
  kind: z.literal("printable"),
  title: line(70),
  subtitle: line(120),
  seed: z.int().min(0).max(2_147_483_647),
  palette: z
    .array(z.string().regex(/^#[0-9a-fA-F]{6}$/))
    .min(4)
    .max(7)
    .describe("background first, then from dark to light or as meant"),
  pieces: z
    .array(
      z.strictObject({ title: line(50), motif: z.enum(motifs), words: line(90).optional(), caption: line(60).optional(), alt: line(200) }),
    )
    .min(3)
    .max(12),
})
export type PrintableContent = z.infer<typeof PrintableContent>
