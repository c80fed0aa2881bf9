import { indexPassages } from "./index-passages.ts"
import { loadPassages } from "./load-document.ts"
import { renewPassages } from "./renew-passages.ts"

export const passage = { index: indexPassages, load: loadPassages, renew: renewPassages }
