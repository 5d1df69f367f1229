"""Contents to vectors: the Encoder protocol, one small file an encoder, batching, the cache's contract."""
