import type { FontFace } from "./forge.ts"

type FontFile = Omit<FontFace, "bytes"> & { file: string; path: string }

const face = (family: string, pack: string, style: string, weight: 400 | 600 | 700, italic = false): FontFile => {
  const file = `${family.replaceAll(" ", "")}_${style}.ttf`
  return { family, weight, italic, file, path: `@expo-google-fonts/${pack}/${style}/${file}` }
}

/** The faces that the files are set in (SIL Open Font License 1.1); `npm run fonts` copies them to site/public/fonts. */
export const fontFiles: FontFile[] = [
  face("Bricolage Grotesque", "bricolage-grotesque", "400Regular", 400),
  face("Bricolage Grotesque", "bricolage-grotesque", "600SemiBold", 600),
  face("Bricolage Grotesque", "bricolage-grotesque", "700Bold", 700),
  face("IBM Plex Sans", "ibm-plex-sans", "400Regular", 400),
  face("IBM Plex Sans", "ibm-plex-sans", "600SemiBold", 600),
  face("IBM Plex Sans", "ibm-plex-sans", "700Bold", 700),
  face("IBM Plex Sans", "ibm-plex-sans", "400Regular_Italic", 400, true),
  face("IBM Plex Mono", "ibm-plex-mono", "400Regular", 400),
  face("IBM Plex Mono", "ibm-plex-mono", "600SemiBold", 600),
  face("Source Serif 4", "source-serif-4", "400Regular", 400),
  face("Source Serif 4", "source-serif-4", "600SemiBold", 600),
  face("Source Serif 4", "source-serif-4", "700Bold", 700),
  face("Source Serif 4", "source-serif-4", "400Regular_Italic", 400, true),
]

let loaded: Promise<FontFace[]> | undefined

/** Reads every face from the Worker's assets, once an isolate. */
export function loadFonts(assets: Pick<Fetcher, "fetch">): Promise<FontFace[]> {
  loaded ??= Promise.all(
    fontFiles.map(async ({ file, family, weight, italic }) => {
      const reply = await assets.fetch(`https://assets.local/fonts/${file}`)
      if (!reply.ok) throw new Error(`The font ${file} is not among the assets. Run "npm run fonts", then build again.`)
      return { family, weight, italic, bytes: new Uint8Array(await reply.arrayBuffer()) }
    }),
  )
  loaded.catch(() => (loaded = undefined))
  return loaded
}
