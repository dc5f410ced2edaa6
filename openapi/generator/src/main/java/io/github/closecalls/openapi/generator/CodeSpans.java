package io.github.closecalls.openapi.generator;

import java.util.HashMap;
import java.util.Map;

/** The ends of code between backticks: the next run of as many backticks. */
final class CodeSpans {
  private final String text;

  /** By the start of a run, that of the next run of its length. */
  private final Map<Integer, Integer> closers = new HashMap<>();

  CodeSpans(String text) {
    this.text = text;
    Map<Integer, Integer> last = new HashMap<>();
    for (int i = text.indexOf('`'); i >= 0; i = text.indexOf('`', i)) {
      int length = runAt(i);
      Integer opener = last.put(length, i);
      if (opener != null) {
        closers.put(opener, i);
      }
      i += length;
    }
  }

  private int runAt(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == '`') {
      end++;
    }
    return end - start;
  }

  /** Returns whether the run that starts here opens code. */
  boolean opens(int start) {
    return closers.containsKey(start);
  }

  /** The end of what starts here: of the code, or of backticks that open none. */
  int end(int start) {
    return closers.getOrDefault(start, start) + runAt(start);
  }

  /** The code that starts here. */
  String code(int start) {
    int length = runAt(start);
    String code = text.substring(start + length, end(start) - length);
    return JavadocText.isBlank(code) ? code : code.strip();
  }
}
