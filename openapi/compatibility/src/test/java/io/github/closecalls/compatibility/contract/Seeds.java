package io.github.closecalls.compatibility.contract;

/** Seeds of tests that draw lots. */
final class Seeds {
  private Seeds() {}

  /**
   * The seed that a system property gives, so that a run can be had again; the same one always in
   * CI, where a build must not turn red by chance; another one each time elsewhere.
   */
  static long of(String property) {
    return Long.getLong(property, System.getenv("CI") == null ? System.nanoTime() : 20_261_126);
  }
}
