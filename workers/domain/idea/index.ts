import { ingestSource } from "./ingest.ts"
import { listIdeas } from "./list.ts"
import { reEmbedIdeas } from "./re-embed.ts"
import { releaseIdea } from "./release.ts"
import { takeIdea } from "./take.ts"

export const idea = { ingest: ingestSource, list: listIdeas, take: takeIdea, release: releaseIdea, reEmbed: reEmbedIdeas }
