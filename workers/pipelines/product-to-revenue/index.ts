import type { StageName } from "#workers/domain/job/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"
import { brief } from "./brief.ts"
import { forge } from "./forge.ts"
import { gate } from "./gate.ts"
import { improve } from "./improve.ts"
import { ingest } from "./ingest.ts"
import { measure } from "./measure.ts"
import { promote } from "./promote.ts"
import { publish } from "./publish.ts"

/** The way from an idea to revenue, in its order. */
export const stages = { ingest, brief, forge, gate, publish, promote, measure, improve } satisfies Record<StageName, Stage> as Record<
  StageName,
  Stage
>
