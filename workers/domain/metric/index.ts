import { measureAll } from "./measure-all.ts"
import { measureProduct } from "./measure.ts"

export { definitions } from "./definitions.ts"
export { measureGoal } from "./goal.ts"
export const metric = { measure: measureProduct, measureAll }
