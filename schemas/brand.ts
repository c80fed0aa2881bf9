import { z } from "zod"

const Hex = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Use a colour such as #14201b.")

/** The families whose files the shop carries; a brand picks among them. */
export const FontFamily = z.enum(["Bricolage Grotesque", "IBM Plex Sans", "IBM Plex Mono", "Source Serif 4"])
export type FontFamily = z.infer<typeof FontFamily>

/** The brand as data: site, covers, files, copy and the brand-fit score all follow it. */
export const Brand = z.strictObject({
  name: z.string().min(2).max(40),
  tagline: z.string().min(10).max(90),
  about: z.string().min(40).max(600),
  currency: z.string().regex(/^[A-Z]{3}$/),
  supportEmail: z.email(),
  legalName: z.string().min(2),
  voice: z.strictObject({
    principles: z.array(z.string().min(10)).min(3),
    prefer: z.array(z.string()).min(5),
    banned: z.array(z.string()).min(5),
    maxSentenceWords: z.int().min(12).max(40),
  }),
  palette: z.strictObject({
    paper: Hex,
    ink: Hex,
    muted: Hex,
    rule: Hex,
    accent: Hex,
    onAccent: Hex,
    kinds: z.strictObject({
      planner: Hex,
      worksheet: Hex,
      workbook: Hex,
      "prompt-pack": Hex,
      guide: Hex,
      printable: Hex,
    }),
  }),
  type: z.strictObject({ display: FontFamily, text: FontFamily, serif: FontFamily, mono: FontFamily, scale: z.number().min(1.1).max(1.5) }),
})
export type Brand = z.infer<typeof Brand>
