package io.github.closecalls.testing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Fakes that leave out one of their checks, for tests that have to notice it. */
public final class MutatedFake {
  private MutatedFake() {}

  /** Returns the names of the checks. */
  public static List<String> checks() {
    return Arrays.stream(CallCheck.values()).map(Enum::name).toList();
  }

  /** Starts a fake that makes all checks but this. */
  public static FakeClose without(String check) {
    Set<CallCheck> others = EnumSet.complementOf(EnumSet.of(CallCheck.valueOf(check)));
    return FakeClose.start(0, others);
  }
}
