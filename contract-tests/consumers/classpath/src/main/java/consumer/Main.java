package consumer;

import io.github.closecalls.consumers.ClassPath;

public final class Main {
  public static void main(String[] args) throws Exception {
    ClassPath.check();
    LogOneCall.main(args);
  }
}
