import { indexPassages } from "./index-passages.ts"

export const passage = { index: indexPassages }
