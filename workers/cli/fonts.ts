import { copyFonts } from "./build.ts"

await copyFonts()
