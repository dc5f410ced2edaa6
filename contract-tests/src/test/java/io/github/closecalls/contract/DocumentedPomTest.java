package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXParseException;

/** Holds what the documents put into a POM to what the builds of this project use. */
class DocumentedPomTest {
  private static final Pattern OURS =
      Pattern.compile(
          "<artifactId>(close-calls[a-z-]*)</artifactId>"
              + "|io\\.github\\.closecalls:(close-calls[a-z-]*)");

  static List<Document> documents() throws Exception {
    return Document.all().stream()
        .filter(document -> OURS.matcher(document.text()).find())
        .toList();
  }

  static List<Document> withXml() throws Exception {
    return Document.all().stream().filter(document -> !document.blocks("xml").isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("withXml")
  void eachBlockIsWellFormed(Document document) {
    for (Document.Block block : document.blocks("xml")) {
      assertDoesNotThrow(
          () -> xml("<block>" + block.code() + "</block>"),
          () -> document + ":" + block.line() + " should be XML that a POM can take");
    }
  }

  @Test
  void aBlockThatIsNotWellFormedIsRefused() {
    assertThrows(SAXParseException.class, () -> xml("<block><version>1</block>"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void eachArtifactOfOursIsPublished(Document document) {
    Set<String> published =
        Arrays.stream(PublishedTest.Library.values())
            .map(library -> library.artifact)
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    for (MatchResult artifact : OURS.matcher(document.text()).results().toList()) {
      named.add(artifact.group(1) == null ? artifact.group(2) : artifact.group(1));
    }

    assertTrue(
        published.containsAll(named),
        () -> document + " names " + named + ", but a reader can only get " + published);
  }

  @Test
  void thePluginOfTheGeneratorPageIsTheOneOfAConsumer() throws Exception {
    Element consumer = consumer("another-contract");

    assertEquals(
        text(child(child(child(consumer, "build"), "plugins"), "plugin"))
            .replace(">consumer.", ">com.example."),
        text(shown("docs/generator.md", 0)),
        "docs/generator.md should show the plugin as"
            + " contract-tests/consumers/another-contract/pom.xml has it");
  }

  @Test
  void theDependenciesOfTheGeneratorPageAreThoseOfAConsumer() throws Exception {
    assertEquals(
        text(child(consumer("another-contract"), "dependencies")),
        text(shown("docs/generator.md", 1), "dependencies"),
        "docs/generator.md should show the dependencies, and in the order, that"
            + " contract-tests/consumers/another-contract/pom.xml has");
  }

  @Test
  void theResourcesOfTheGeneratorPageAreThoseOfAConsumer() throws Exception {
    assertEquals(
        text(child(child(consumer("another-contract"), "build"), "resources")),
        text(shown("docs/generator.md", 2)),
        "docs/generator.md should show the resources as"
            + " contract-tests/consumers/another-contract/pom.xml has them");
  }

  @Test
  void theDependenciesOfThePageOnOkHttp5AreThoseOfAConsumer() throws Exception {
    assertEquals(
        text(child(consumer("okhttp5"), "dependencies")),
        text(shown("docs/okhttp5.md", 0), "dependencies"),
        "docs/okhttp5.md should show the dependencies that"
            + " contract-tests/consumers/okhttp5/pom.xml has");
  }

  /** Returns the POM of a consumer, with the versions that its build would fill in. */
  private static Element consumer(String name) throws Exception {
    return xml(
        read("contract-tests/consumers/" + name + "/pom.xml")
            .replace("${close-calls.version}", property("revision"))
            .replace("${openapi-generator.version}", property("openapi-generator.version")));
  }

  private static String property(String name) throws IOException {
    return read("pom.xml").replaceAll("(?s).*<" + name + ">([^<]*)</.*", "$1");
  }

  private static String read(String file) throws IOException {
    return Files.readString(Repository.root().resolve(file));
  }

  /** Returns the block of a page, in an element of its own if it has more than one. */
  private static Element shown(String page, int block) throws Exception {
    Element all = xml("<block>" + Document.of(page).blocks("xml").get(block).code() + "</block>");
    List<Element> shown = children(all);
    return shown.size() == 1 ? shown.get(0) : all;
  }

  private static Element xml(String text) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(null); // It would print what it throws.
    return builder.parse(new ByteArrayInputStream(text.getBytes(UTF_8))).getDocumentElement();
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(parent.getTagName() + " has no " + name));
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** Returns the elements without comments and layout. */
  private static String text(Element element) {
    return text(element, element.getTagName());
  }

  private static String text(Element element, String name) {
    List<Element> children = children(element);
    String content =
        children.isEmpty()
            ? element.getTextContent().strip()
            : children.stream()
                .map(child -> text(child).indent(2))
                .collect(Collectors.joining("", "\n", ""));
    return "<" + name + ">" + content + "</" + name + ">";
  }
}
