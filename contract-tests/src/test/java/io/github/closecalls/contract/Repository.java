package io.github.closecalls.contract;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of this repository are. */
public final class Repository {
  private static final String CONTRACT = "openapi/close-calls.yaml";

  private Repository() {}

  /** Returns the nearest folder with a contract, since Maven and IDEs start tests elsewhere. */
  static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(CONTRACT))) {
        return folder;
      }
    }
    throw new AssertionError("There is no " + CONTRACT + " above " + start);
  }

  static Path checkedInContract() {
    return root().resolve(CONTRACT);
  }

  /** Returns the file that {@code -Dcontract.file} names, from the folder where Maven is run. */
  public static Path contractUnderTest() {
    return root().resolve(System.getProperty("contract.file", CONTRACT)).normalize();
  }
}
