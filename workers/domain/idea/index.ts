import { ingestSource } from "./ingest.ts"
import { listIdeas } from "./list.ts"
import { releaseIdea } from "./release.ts"
import { takeIdea } from "./take.ts"

export const idea = { ingest: ingestSource, list: listIdeas, take: takeIdea, release: releaseIdea }
