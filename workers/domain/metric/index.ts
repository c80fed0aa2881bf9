import { exportMetrics } from "./export.ts"
import { measureAll } from "./measure-all.ts"
import { measureProduct } from "./measure.ts"
import { reconcileMetrics } from "./reconcile.ts"
import { snapshotMetrics } from "./snapshot.ts"
import { listMetrics, viewMetric } from "./view.ts"

export { definitions } from "./definitions.ts"
export { measureGoal } from "./goal.ts"
export const metric = {
  measure: measureProduct,
  measureAll,
  list: listMetrics,
  view: viewMetric,
  export: exportMetrics,
  snapshot: snapshotMetrics,
  reconcile: reconcileMetrics,
}
