import { measureAll } from "./measure-all.ts"
import { measureProduct } from "./measure.ts"

export { measureGoal } from "./goal.ts"
export const metric = { measure: measureProduct, measureAll }
