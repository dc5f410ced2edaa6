package consumer;

import io.github.closecalls.model.CallActivity;

public final class Main {
  public static void main(String[] args) {
    CallActivity.class.getDeclaredFields()[0].setAccessible(true);
  }
}
