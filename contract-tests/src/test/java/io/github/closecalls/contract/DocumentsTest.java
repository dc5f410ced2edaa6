package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final int MOST_LINES = 150;

  static List<Document> documents() throws Exception {
    return Document.all();
  }

  static List<Document> pages() throws Exception {
    return Document.all().stream().filter(document -> document.file().startsWith("docs/")).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void eachLinkLeadsToAFileAndAnAnchor(Document document) throws IOException {
    assertEquals(
        List.of(), brokenLinks(document), () -> document + ": correct the links that lead nowhere");
  }

  @Test
  void aLinkToAnAnchorThatIsNotThereIsBroken() throws IOException {
    Document document =
        new Document("docs/made-up.md", "[a](errors.md#retries) [b](errors.md#none) [c](none.md)");

    assertEquals(List.of("errors.md#none", "none.md"), brokenLinks(document));
  }

  @Test
  void theReadmeIsReadInOneSitting() throws IOException {
    long lines = Document.of("README.md").text().lines().count();

    assertTrue(
        lines <= MOST_LINES,
        () -> "README.md has " + lines + " lines, " + MOST_LINES + " are the limit: move to docs/");
  }

  @Test
  void theReadmeLeadsToEachPage() throws Exception {
    String readme = Document.of("README.md").text();
    for (Document page : pages()) {
      assertTrue(readme.contains("(" + page + ")"), () -> "README.md should link to " + page);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachPageBeginsWithASentenceOnItsPurpose(Document page) {
    assertTrue(
        page.text().matches("(?s)# [^\n]+\n\n[A-Z][^#|<]*?\\.\n.*"),
        () -> page + " should begin with its title and a sentence that says what it is for");
  }

  private static List<String> brokenLinks(Document document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (MatchResult link : LINK.matcher(document.text()).results().toList()) {
      String target = link.group(1);
      if (!target.matches("[a-z]+:.*") && !leadsSomewhere(document, target)) {
        broken.add(target);
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Document document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path here = Path.of(document.file());
    Path file = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
    return Files.exists(Repository.root().resolve(file))
        && (parts.length == 1
            || Document.of(file.toString().replace('\\', '/')).anchors().contains(parts[1]));
  }
}
