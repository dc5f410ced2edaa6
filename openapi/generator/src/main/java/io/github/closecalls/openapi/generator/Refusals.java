package io.github.closecalls.openapi.generator;

import java.util.LinkedHashSet;
import java.util.Set;

/** What is refused of a contract, all of it: whoever has to mend it does so once. */
final class Refusals {
  private final Set<String> messages = new LinkedHashSet<>();

  /** Does a part of the work, and goes on if the contract has something that is refused. */
  void attempt(Runnable part) {
    try {
      part.run();
    } catch (UnsupportedConstructException refused) {
      messages.add(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Ends the work if anything was refused.
   *
   * @throws UnsupportedConstructException with one line for each refusal
   */
  void check() {
    if (!messages.isEmpty()) {
      throw new UnsupportedConstructException(String.join("\n", messages));
    }
  }
}
