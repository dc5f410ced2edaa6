package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a run writes. */
final class MarkedText {
  private static final String BEGIN = "<!-- Written by benchmarks/run. -->\n";
  private static final String END = "<!-- End of what benchmarks/run writes. -->\n";

  private MarkedText() {}

  static void replace(Path document, String text) throws IOException {
    String old = Files.readString(document);
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END, begin);
    if (begin < 0 || end < 0) {
      throw new IOException(document + " lacks one of the lines\n" + BEGIN + END);
    }
    String between = "\n" + text.strip() + "\n\n";
    Files.writeString(
        document, old.substring(0, begin + BEGIN.length()) + between + old.substring(end));
  }
}
