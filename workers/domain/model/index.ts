import { listModels } from "./list.ts"

export const model = { list: listModels }
