import type { ModelRegistry } from "#schemas/models.ts"
import source from "./models.yaml?raw"
import { readModels } from "./read-models.ts"

/** The model registry of seeds/models.yaml, checked. */
export const models: ModelRegistry = readModels(source)
