import { parse } from "yaml"
import { Brand } from "#schemas/brand.ts"
import source from "./brand.yaml?raw"

/** The brand of seeds/brand.yaml, checked. */
export const brand: Brand = Brand.parse(parse(source))
