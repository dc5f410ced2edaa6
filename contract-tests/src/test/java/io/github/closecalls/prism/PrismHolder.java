package io.github.closecalls.prism;

import java.nio.file.Path;

/** A JVM that starts Prism, says which process it is, and never stops it. */
final class PrismHolder {
  private PrismHolder() {}

  public static void main(String[] args) throws Exception {
    Prism prism = Prism.start(Path.of(args[0]));
    ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
    System.in.read();
    prism.close();
  }
}
