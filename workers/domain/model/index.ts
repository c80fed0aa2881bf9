import { listModels } from "./list.ts"

export { bookModelCosts } from "./book.ts"
export const model = { list: listModels }
