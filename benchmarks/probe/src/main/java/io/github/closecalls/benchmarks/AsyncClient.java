package io.github.closecalls.benchmarks;

import java.util.concurrent.CompletableFuture;

/** Logs the typical call without blocking, 32 at once; a constructor takes the address. */
public interface AsyncClient {
  CompletableFuture<?> logAsync();
}
