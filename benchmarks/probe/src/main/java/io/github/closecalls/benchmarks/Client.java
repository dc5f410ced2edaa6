package io.github.closecalls.benchmarks;

/** Logs the typical call over HTTP; a constructor takes the address that it is sent to. */
public interface Client {
  /** Returns what was made of the answer. */
  Object log() throws Exception;
}
