package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of what happens when say what the code does. */
class ErrorsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern STATUS = Pattern.compile("\\b[345][0-9]{2}\\b");
  private static final Pattern EXCEPTION = Pattern.compile("`(\\w+Exception)`");

  private static final List<String> OF_OTHERS =
      List.of(
          "ConnectException",
          "ConnectionShutdownException",
          "IOException",
          "IllegalStateException",
          "SSLHandshakeException",
          "SSLPeerUnverifiedException",
          "UnknownHostException");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/errors.md"})
  void aStatusMeansWhatTheTableSays(String page) throws IOException {
    int compared = 0;
    for (List<String> row : rows(page)) {
      for (MatchResult status : STATUS.matcher(row.get(0)).results().toList()) {
        assertEquals(
            "`" + Status.of(Integer.parseInt(status.group())).delivery() + "`",
            row.get(2),
            () -> page + " should say of " + status.group() + " what Status says");
        compared++;
      }
    }

    assertTrue(compared >= 4, page + " has no table of what happens when");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/errors.md", "TROUBLESHOOTING.md"})
  void eachExceptionThatIsNamedExists(String page) throws IOException {
    for (MatchResult name : EXCEPTION.matcher(read(page)).results().toList()) {
      if (!OF_OTHERS.contains(name.group(1))) {
        assertDoesNotThrow(
            () -> Class.forName("io.github.closecalls." + name.group(1)),
            () -> page + " names " + name.group(1));
      }
    }
  }

  /** The rows whose third column is a delivery. */
  private static List<List<String>> rows(String page) throws IOException {
    return read(page)
        .lines()
        .filter(line -> line.startsWith("| ") && line.endsWith(" |"))
        .map(line -> line.substring(2, line.length() - 2))
        .map(line -> Arrays.stream(line.split(" \\| ", -1)).map(String::strip).toList())
        .filter(row -> row.size() == 4 && row.get(2).matches("`[A-Z_]+`"))
        .toList();
  }

  private static String read(String page) throws IOException {
    return Files.readString(ROOT.resolve(page));
  }
}
