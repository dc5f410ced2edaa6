package io.github.closecalls.benchmarks;

/** A generated client, asked to read and write JSON as it does when it talks to a server. */
public interface Contender {
  /** Reads a {@code CallActivity}. */
  Object readAnswer(byte[] json) throws Exception;

  /** Writes what {@link #readAnswer} returned. */
  byte[] writeAnswer(Object answer) throws Exception;

  /** Reads a {@code CreateCallActivity}. */
  Object readRequest(byte[] json) throws Exception;

  /** Writes a {@code CreateCallActivity}. */
  byte[] writeRequest(Object request) throws Exception;

  /** Returns a {@code CreateCallActivity} in which nothing is set. */
  Object requestWithoutNote();

  /** Returns a {@code CreateCallActivity} whose note is set to null and nothing else. */
  Object requestWithNullNote();
}
