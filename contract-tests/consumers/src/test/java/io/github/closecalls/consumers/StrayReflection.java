package io.github.closecalls.consumers;

import io.github.closecalls.model.CallActivity;

/** Reads our classes by reflection, as ours never should. */
final class StrayReflection {
  private StrayReflection() {}

  public static void main(String[] args) {
    System.out.println(CallActivity.class.getDeclaredFields().length);
  }
}
