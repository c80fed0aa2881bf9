import bricolage from "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url"
import serif from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url"
import mono400 from "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2?url"
import mono600 from "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-600-normal.woff2?url"
import sans400 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2?url"
import sans600 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2?url"
import type { FontFamily } from "#schemas/brand.ts"
import type { WebFace } from "./tokens.ts"

/** The latin faces of every family that a brand may name, served by the shop itself; the page loads only those it uses. */
export const webFaces: Record<FontFamily, WebFace[]> = {
  "Bricolage Grotesque": [{ weight: "200 800", url: bricolage }],
  "Source Serif 4": [{ weight: "200 900", url: serif }],
  "IBM Plex Sans": [
    { weight: "400", url: sans400 },
    { weight: "600 700", url: sans600 },
  ],
  "IBM Plex Mono": [
    { weight: "400", url: mono400 },
    { weight: "600 700", url: mono600 },
  ],
}
