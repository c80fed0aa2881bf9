import { listDropped } from "./dropped.ts"
import { ingestSource } from "./ingest.ts"
import { listIdeas } from "./list.ts"
import { reEmbedIdeas } from "./re-embed.ts"
import { refreshIdeas } from "./refresh.ts"
import { releaseIdea } from "./release.ts"
import { listSources } from "./sources.ts"
import { giveUpIdeas } from "./give-up.ts"
import { takeIdea } from "./take.ts"

export { madeByRun } from "./made-by-run.ts"
export { countSearch } from "./searched.ts"
export const idea = {
  ingest: ingestSource,
  refresh: refreshIdeas,
  list: listIdeas,
  dropped: listDropped,
  sources: listSources,
  take: takeIdea,
  release: releaseIdea,
  giveUp: giveUpIdeas,
  reEmbed: reEmbedIdeas,
}
